const CALM = '(prefers-reduced-motion: reduce)';
const EASING = 'cubic-bezier(0.2, 0.8, 0.2, 1)';

/** The picture grows out of its place in the grid, so that people see where it came from. */
export function growFrom(place: Element | null, element: HTMLElement): void {
  const from = place?.getBoundingClientRect();
  const to = element.getBoundingClientRect();
  if (!from?.width || !to.width || matchMedia(CALM).matches) return;
  const scale = Math.max(from.width / to.width, from.height / to.height);
  const x = from.left + from.width / 2 - (to.left + to.width / 2);
  const y = from.top + from.height / 2 - (to.top + to.height / 2);
  element.animate(
    [{ transform: `translate(${x}px, ${y}px) scale(${scale})` }, { transform: 'none' }],
    { duration: 260, easing: EASING },
  );
}

/** The next picture comes from its side. */
export function slideFrom(side: number, element: HTMLElement): void {
  if (side === 0 || matchMedia(CALM).matches) return;
  element.animate(
    [
      { transform: `translateX(${side * 48}px)`, opacity: 0.2 },
      { transform: 'none', opacity: 1 },
    ],
    { duration: 200, easing: EASING },
  );
}
