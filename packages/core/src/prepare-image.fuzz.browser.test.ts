import { describe, expect, it } from 'vitest';
import { HEIC_MARK, indexOf, joined, MARK, markedImages } from '../test/marked-images.ts';
import { differenceOf, shownImage } from '../test/shown-image.ts';
import { isUploadError } from './errors/upload-error.ts';
import { readHeader } from './formats/header.ts';
import { type PreparedImage, prepareImage } from './prepare-image.ts';

// The same files in each run; a failure names the number of its file.
const SEED = 20_261_128;
const RUNS = 120;
// Milliseconds for each kind of image, after which no further file is tried.
const ENOUGH = 10_000;

type Bytes = Uint8Array<ArrayBuffer>;
/** Returns a whole number from 0 up to a limit. */
type Random = (limit: number) => number;

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  };
}

const EDGES = [0x00, 0xff, 0x7f, 0x80, 0x01];

function mutated(bytes: Bytes, random: Random): Bytes {
  let result = bytes;
  for (let left = 1 + random(3); left > 0; left--) result = mutatedOnce(result, random);
  return result;
}

function mutatedOnce(bytes: Bytes, random: Random): Bytes {
  // Half of it among the headers, where most of the decisions are.
  const at = random(2) === 0 ? random(Math.min(400, bytes.length)) : random(bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const noise = (count: number) =>
    Array.from({ length: count }, () =>
      random(3) === 0 ? (EDGES[random(EDGES.length)] ?? 0) : random(256),
    );
  switch (random(8)) {
    case 0:
      return joined(before, noise(1 + random(16)), after);
    case 1:
      return joined(before, after.subarray(1 + random(32)));
    case 2:
      return joined(bytes.subarray(0, Math.max(16, at)));
    case 3:
    case 4: {
      const values = noise(1 + random(4)).slice(0, after.length);
      return joined(before, values, after.subarray(values.length));
    }
    default:
      return joined(before, [(bytes[at] ?? 0) ^ (1 << random(8))], after.subarray(1));
  }
}

/** What would be sent, or `null` where the file is refused with an error of ours. */
async function prepared(file: File): Promise<PreparedImage | null> {
  try {
    return await prepareImage(file);
  } catch (error) {
    if (isUploadError(error)) return null;
    throw error;
  }
}

const MARKS = [MARK, HEIC_MARK];
const wide = (mark: string) => [...mark].join('\0');

/** What became of a file: refused, sent, or sent and compared; and what is wrong with it, if anything. */
interface Trial {
  outcome: 'refused' | 'sent' | 'compared';
  how: PreparedImage['prepared'] | null;
  fault: string | null;
}

async function tryFile(bytes: Bytes): Promise<Trial> {
  const file = new File([bytes], 'image');
  const type = (await readHeader(file))?.mediaType;
  const made = type ? await prepared(file) : null;
  if (!type || !made) return { outcome: 'refused', how: null, fault: null };
  const { prepared: how } = made;
  const sent = new Uint8Array(await made.file.arrayBuffer());
  if (MARKS.some((mark) => indexOf(sent, mark) >= 0 || indexOf(sent, wide(mark)) >= 0)) {
    return { outcome: 'sent', how, fault: 'the mark is left' };
  }
  const before = await shownImage(file, type);
  if (!before) return { outcome: 'sent', how, fault: null };
  const after = await shownImage(made.file, made.file.type);
  if (!after) return { outcome: 'compared', how, fault: 'shown before, and not after' };
  const isEncoded = how === 'encoded';
  const difference = differenceOf(before, after, { skipEmpty: isEncoded });
  const isSame = isEncoded ? difference.mean < 8 : difference.worst === 0;
  const isAsLarge = difference.sameSize && (difference.sameFrames || isEncoded);
  const fault = isSame && isAsLarge ? null : JSON.stringify(difference);
  return { outcome: 'compared', how, fault };
}

// No Chromium shows a HEIC, and the service cleans drawings.
const WHOLE: Record<string, Partial<Trial>> = {
  'a HEIC': { outcome: 'sent', how: 'rebuilt' },
  'an SVG': { outcome: 'compared', how: 'copied' },
};

describe.each(Object.keys(markedImages))('%s with mistakes', (kind) => {
  it('is shown after preparation as it was before, and holds nothing of its metadata', {
    timeout: 60_000,
  }, async () => {
    const original = await markedImages[kind]?.();
    if (!original) throw new Error(`There is no ${kind}.`);
    expect(await tryFile(original)).toEqual({
      outcome: 'compared',
      how: 'rebuilt',
      ...WHOLE[kind],
      fault: null,
    });
    const faults: string[] = [];
    let compared = 0;
    const start = performance.now();
    for (let run = 0; run < RUNS && performance.now() - start < ENOUGH; run++) {
      const { outcome, how, fault } = await tryFile(mutated(original, randomFrom(SEED + run)));
      if (fault) faults.push(`file ${run}, ${how}: ${fault}`);
      if (outcome === 'compared') compared += 1;
    }
    expect(faults).toEqual([]);
    // Most mistakes are refused, or harm nothing.
    if (kind !== 'a HEIC') expect(compared).toBeGreaterThan(0);
  });
});
