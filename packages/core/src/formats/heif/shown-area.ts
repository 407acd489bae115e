import type { ItemTables } from './item-tables.ts';
import { spatialExtent } from './shown-items.ts';

/** The part of an image that is shown, in pixels from the upper left corner of the whole, as it is turned. */
export interface ShownArea {
  left: number;
  top: number;
  width: number;
  height: number;
  whole: { width: number; height: number };
  /** Whether the pixels are cropped, turned or mirrored. */
  isTransformed: boolean;
}

/**
 * Reads how the primary item is cropped, turned and mirrored. Decoders do that in the order in which it is
 * written, and ignore Exif.
 *
 * @returns `null` where there is no primary item.
 */
export function readShownArea(tables: ItemTables): ShownArea | null {
  const primary = tables.items.get(tables.primary);
  if (!primary) return null;
  const whole = spatialExtent(tables, primary);
  let area: ShownArea = { left: 0, top: 0, ...whole, whole, isTransformed: false };
  for (const { box } of primary.properties) {
    const change = CHANGES[box.type];
    if (!change || box.end === box.start) continue;
    area = { ...area, ...change(area, tables.meta, box), isTransformed: true };
  }
  return area;
}

type Change = (area: ShownArea, meta: DataView, box: { start: number; end: number }) => object;

const CHANGES: Readonly<Record<string, Change>> = {
  clap: (area, meta, { start, end }) => (end - start < 32 ? {} : crop(area, meta, start)),
  irot: (area, meta, { start }) => {
    let turned = area;
    for (let left = meta.getUint8(start) & 3; left > 0; left--) turned = turnLeft(turned);
    return turned;
  },
  imir: (area, meta, { start }) =>
    meta.getUint8(start) & 1
      ? { left: area.whole.width - area.left - area.width }
      : { top: area.whole.height - area.top - area.height },
};

function turnLeft(area: ShownArea): ShownArea {
  const { left, top, width, height, whole } = area;
  return {
    ...area,
    left: top,
    top: whole.width - left - width,
    width: height,
    height: width,
    whole: { width: whole.height, height: whole.width },
  };
}

/**
 * A clean aperture says in fractions how large the part is, and how far its middle is from that of the image
 * (ISO/IEC 14496-12, section 12.1.4). One that reaches beyond the image crops nothing.
 */
function crop(area: ShownArea, meta: DataView, start: number): Partial<ShownArea> {
  const fraction = (at: number, isSigned: boolean) => {
    const above = isSigned ? meta.getInt32(start + at) : meta.getUint32(start + at);
    return above / meta.getUint32(start + at + 4);
  };
  const [width, height] = [fraction(0, false), fraction(8, false)];
  const left = (area.width - width) / 2 + fraction(16, true);
  const top = (area.height - height) / 2 + fraction(24, true);
  const isInside =
    width >= 1 &&
    height >= 1 &&
    left >= 0 &&
    top >= 0 &&
    left + width <= area.width &&
    top + height <= area.height;
  if (!isInside) return {};
  // Half a pixel can belong to either side; the part stays within the image.
  const rounded = { width: Math.round(width), height: Math.round(height) };
  return {
    ...rounded,
    left: area.left + Math.min(Math.round(left), area.width - rounded.width),
    top: area.top + Math.min(Math.round(top), area.height - rounded.height),
  };
}
