/** Width and height of a drawing in CSS pixels, as far as its root says them. */
export interface DrawingSize {
  width: number | null;
  height: number | null;
}

/**
 * Returns the size that the attributes of a drawing's root give it. Where one side is missing, it follows
 * from the other by the ratio of `viewBox`; where both are, the size is that of `viewBox`.
 */
export function drawingSize(attributes: ReadonlyMap<string, string>): DrawingSize {
  const width = pixels(attributes.get('width') ?? '');
  const height = pixels(attributes.get('height') ?? '');
  const [, , boxWidth = 0, boxHeight = 0] = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/, 5)
    .map(Number);
  const hasBox = boxWidth > 0 && boxHeight > 0;
  if (width !== null && height !== null) return { width, height };
  if (!hasBox) return { width, height };
  if (width !== null) return { width, height: whole((width * boxHeight) / boxWidth) };
  if (height !== null) return { width: whole((height * boxWidth) / boxHeight), height };
  return { width: whole(boxWidth), height: whole(boxHeight) };
}

// CSS, absolute lengths; relative ones depend on where the drawing is shown.
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  q: 96 / 101.6,
  in: 96,
};

// Longer numbers are none that anybody means.
const LONGEST_LENGTH = 64;

function pixels(length: string): number | null {
  const text = length.slice(0, LONGEST_LENGTH).trim();
  const [, number, unit = ''] =
    /^\+?((?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:e[+-]?\d{1,3})?)([a-z]{0,4})$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const value = number === undefined || factor === undefined ? 0 : Number(number) * factor;
  return value > 0 ? whole(value) : null;
}

/** Nothing that can be seen is smaller than a pixel. */
function whole(value: number): number {
  return Math.max(1, Math.round(value));
}
