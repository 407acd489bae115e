import { latin1 } from './byte-source.ts';

const HEADER = 128;
const MOST_TAGS = 100;

/**
 * Whether an ICC profile reaches colours outside of sRGB, as those of most phones do (Display P3).
 *
 * @see https://www.color.org/specification/ICC.1-2022-05.pdf section 9.2
 */
export function isWideGamut(profile: DataView): boolean {
  if (profile.byteLength < HEADER + 4 || latin1(profile, 16, 4) !== 'RGB ') return false;
  const count = Math.min(MOST_TAGS, profile.getUint32(HEADER));
  let red = 0;
  let green = 1;
  for (let n = 0; n < count; n++) {
    const entry = HEADER + 4 + 12 * n;
    if (entry + 12 > profile.byteLength) break;
    const tag = latin1(profile, entry, 4);
    if (tag === 'rXYZ') red = firstOfXYZ(profile, profile.getUint32(entry + 4));
    if (tag === 'gXYZ') green = firstOfXYZ(profile, profile.getUint32(entry + 4));
  }
  // sRGB has 0.436 and 0.385 here, Display P3 0.515 and 0.292, Adobe RGB 0.610 and 0.205.
  return red > 0.47 || green < 0.34;
}

function firstOfXYZ(profile: DataView, offset: number): number {
  return offset + 12 > profile.byteLength ? Number.NaN : profile.getInt32(offset + 8) / 65_536;
}
