// How near to the edge of a list that scrolls a pointer makes it scroll, and by how much at once.
const EDGE = 40;
const STEP = 12;

/**
 * Follows a pointer that drags a row of a list, marks where the row would come to stand (`data-drop` on
 * the row that it would stand before or after), and tells where it was let go. Escape calls it off.
 *
 * @param drop - Told the new place, from 0, if it is another one.
 */
export function dragRow(
  grip: HTMLElement,
  start: globalThis.PointerEvent,
  drop: (place: number) => void,
): void {
  const row = grip.closest('li');
  const list = row?.parentElement;
  if (!row || !list) return;
  const drag = followPointer(list, row);
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => {
    ending.abort();
    drag.mark(null);
    delete row.dataset.moving;
  };

  grip.setPointerCapture(start.pointerId);
  row.dataset.moving = '';
  grip.addEventListener('pointermove', ({ clientY }) => drag.move(clientY), { signal });
  grip.addEventListener('pointercancel', end, { signal });
  grip.addEventListener(
    'pointerup',
    () => {
      const place = drag.place();
      end();
      if (place !== null) drop(place);
    },
    { signal },
  );
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && end(), { signal });
}

type Side = 'before' | 'after';

function followPointer(list: HTMLElement, moving: HTMLElement) {
  let target: { row: HTMLElement; side: Side } | null = null;

  function mark(next: { row: HTMLElement; side: Side } | null): void {
    if (target) delete target.row.dataset.drop;
    target = next;
    if (next && next.row !== moving) next.row.dataset.drop = next.side;
  }

  return {
    mark,
    move(y: number): void {
      scrollNearEdge(list, y);
      mark(rowAt(list, y));
    },
    place(): number | null {
      if (!target || target.row === moving) return null;
      const from = placeOf(moving);
      const to = placeOf(target.row) + (target.side === 'after' ? 1 : 0);
      // What stood before it has moved up by one.
      const place = to > from ? to - 1 : to;
      return place === from ? null : place;
    },
  };
}

function placeOf(row: HTMLElement): number {
  return Number(row.dataset.index);
}

/** The row under a pointer, or the nearest one. */
function rowAt(list: HTMLElement, y: number): { row: HTMLElement; side: Side } | null {
  const rows = [...list.children] as HTMLElement[];
  const row = rows.find((one) => y < one.getBoundingClientRect().bottom) ?? rows.at(-1);
  if (!row) return null;
  const { top, bottom } = row.getBoundingClientRect();
  return { row, side: y < (top + bottom) / 2 ? 'before' : 'after' };
}

function scrollNearEdge(list: HTMLElement, y: number): void {
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + EDGE) list.scrollTop -= STEP;
  else if (y > bottom - EDGE) list.scrollTop += STEP;
}
