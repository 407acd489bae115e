/** Which pictures are chosen. Never changed, always replaced. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** Where a range begins: the picture that was chosen last. */
  anchor: string | null;
}

/** Nothing chosen. */
export const NOTHING: Selection = { ids: new Set(), anchor: null };

/** Adds a picture, or takes it out. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Everything from the picture that was chosen last up to this one gets the state that this one gets. */
export function extended(selection: Selection, id: string, order: readonly string[]): Selection {
  const { ids, anchor } = selection;
  const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(id)];
  if (from < 0 || to < 0) return toggled(selection, id);
  const adds = !ids.has(id);
  const next = new Set(ids);
  for (const between of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (adds) next.add(between);
    else next.delete(between);
  }
  return { ids: next, anchor: id };
}

/** All of them. */
export function everything(order: readonly string[]): Selection {
  return { ids: new Set(order), anchor: null };
}

/** Without those that are no longer there; the same object where that changes nothing. */
export function remaining(selection: Selection, order: readonly string[]): Selection {
  if (selection.ids.size === 0) return selection;
  const here = new Set(order);
  const ids = new Set([...selection.ids].filter((id) => here.has(id)));
  return ids.size === selection.ids.size ? selection : { ...selection, ids };
}
