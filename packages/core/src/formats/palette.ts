/**
 * Makes those colours of a palette zeros that no pixel uses, since they could be anything else. What repeats a
 * used colour stays: encoders fill palettes so.
 *
 * @param colours - Three bytes each.
 */
export function clearUnused(colours: Uint8Array, used: Uint8Array): void {
  const known = new Set<number>();
  const colourAt = (at: number) =>
    ((colours[at] ?? 0) << 16) | ((colours[at + 1] ?? 0) << 8) | (colours[at + 2] ?? 0);
  for (let index = 0; 3 * index < colours.length; index++) {
    if (used[index]) known.add(colourAt(3 * index));
  }
  for (let index = 0; 3 * index < colours.length; index++) {
    const at = 3 * index;
    if (!used[index] && !known.has(colourAt(at))) colours.fill(0, at, at + 3);
  }
}
