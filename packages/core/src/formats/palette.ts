/** Adds the colours of a palette that pixels use. */
export function addUsed(colours: Uint8Array, used: Uint8Array, into: Set<number>): void {
  for (let index = 0; 3 * index < colours.length; index++) {
    if (used[index]) into.add(colourAt(colours, index));
  }
}

/**
 * Makes those colours of a palette zeros that no pixel uses, since they could be anything else. What repeats a
 * colour that the image has anyway stays: encoders fill palettes so.
 *
 * @param colours - Three bytes each.
 * @param known - The colours that the image has.
 */
export function clearUnused(
  colours: Uint8Array,
  used: Uint8Array,
  known: ReadonlySet<number>,
): void {
  for (let index = 0; 3 * index < colours.length; index++) {
    if (used[index] || known.has(colourAt(colours, index))) continue;
    colours.fill(0, 3 * index, 3 * index + 3);
  }
}

function colourAt(colours: Uint8Array, index: number): number {
  const [red = 0, green = 0, blue = 0] = colours.subarray(3 * index, 3 * index + 3);
  return (red << 16) | (green << 8) | blue;
}
