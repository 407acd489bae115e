import { seededRandom } from './seeded-random.ts';

const MOST_OWN_BYTES = 60_000;

/**
 * One of the storm's pictures: a real photo with bytes of its own behind its end, so that each differs
 * from all others, and is the same on every page and in the test.
 */
export function stormPicture(
  photo: Uint8Array,
  seed: number,
  index: number,
): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed + index);
  const picture = new Uint8Array(photo.length + 8 + Math.floor(random() * MOST_OWN_BYTES));
  picture.set(photo);
  for (let at = photo.length + 8; at < picture.length; at++) picture[at] = random() * 256;
  new DataView(picture.buffer).setUint32(photo.length, index);
  return picture;
}
