import { BrokenFormat } from '../block.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Part, Stretch } from '../rebuild.ts';
import { pixelsOfAV1 } from './av1.ts';
import type { Coding } from './coding.ts';
import { pixelsOfHEVC } from './hevc.ts';
import type { CheckPlaces } from './media-boxes.ts';
import { lengthOfPart, type StretchSource, stretchSource } from './stretch-source.ts';

/** Where something is within the new data. */
export interface Place {
  offset: number;
  length: number;
}

/** The content of the new `mdat` box. What several items share is in it once. */
export interface MediaData {
  parts: readonly Part[];
  length(): number;
  /**
   * Adds encoded pixels, without what else may lie among them.
   *
   * @param mostPixels - What an image in it may have.
   * @param isNext - That they must follow what was added before, even if they are there already.
   * @throws BrokenFormat where they are not whole.
   */
  addPixels(
    stretches: readonly Stretch[],
    coding: Coding,
    mostPixels: number,
    isNext?: boolean,
  ): Promise<Place>;
  addBytes(bytes: Uint8Array<ArrayBuffer>): Place;
}

/** @param checkPlaces - Throws where pixels are not where they belong. */
export function createMediaData(source: ByteSource, checkPlaces: CheckPlaces): MediaData {
  const parts: Part[] = [];
  const places = new Map<string, Place>();
  let length = 0;

  function add(added: readonly Part[]): Place {
    const offset = length;
    for (const part of added) {
      length += lengthOfPart(part);
      parts.push(part);
    }
    return { offset, length: length - offset };
  }

  return {
    parts,
    length: () => length,
    async addPixels(stretches, coding, mostPixels, isNext = false) {
      const key = keyOf(stretches, coding);
      const known = isNext ? undefined : places.get(key);
      if (known) return known;
      checkPlaces(stretches);
      const data = stretchSource(source, stretches);
      const place = add(await pixelsIn(data, coding, mostPixels));
      if (place.length === 0) throw new BrokenFormat('An image has no pixels.');
      places.set(key, place);
      return place;
    },
    addBytes: (bytes) => add([bytes]),
  };
}

function keyOf(stretches: readonly Stretch[], coding: Coding): string {
  const places = stretches.map(({ start, end }) => `${start}-${end}`);
  return `${coding.codec} ${coding.lengthSize} ${places.join()}`;
}

async function pixelsIn(
  data: StretchSource,
  { codec, lengthSize }: Coding,
  mostPixels: number,
): Promise<Part[]> {
  const units =
    codec === 'av1' ? pixelsOfAV1(data, mostPixels) : pixelsOfHEVC(data, lengthSize, mostPixels);
  const found: Part[] = [];
  let open: Stretch | null = null;
  for await (const unit of units) {
    if (open?.end === unit.start) open.end = unit.end;
    else {
      if (open) found.push(...data.toFile(open));
      open = { ...unit };
    }
  }
  return open ? [...found, ...data.toFile(open)] : found;
}
