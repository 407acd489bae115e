import { copyOf, latin1 } from './byte-source.ts';
import { isFromCanvas } from './colour-profile-canvas.ts';
import { elementOf, textElement } from './colour-profile-elements.ts';
import { ENTRY, HEADER, layOut, type ProfileTag } from './colour-profile-layout.ts';
import { standardProfile } from './colour-profile-standard.ts';

const MOST_TAGS = 100;

/** What colours are computed from; ICC.1:2022, section 9.2. */
export const COLOUR_TAGS: readonly string[] = [
  'rXYZ',
  'gXYZ',
  'bXYZ',
  'rTRC',
  'gTRC',
  'bTRC',
  'kTRC',
  'wtpt',
  'bkpt',
  'chad',
  'A2B0',
  'A2B1',
  'A2B2',
  'B2A0',
  'B2A1',
  'B2A2',
  'gamt',
  'cicp',
];

// No profile is valid without these, and both are free text.
const TEXT_TAGS: readonly string[] = ['desc', 'cprt'];

const CLASSES = new Set(['scnr', 'mntr', 'prtr', 'spac']);
const SPACES = new Set(['RGB ', 'GRAY', 'CMYK', 'Lab ']);
const CONNECTION_SPACES = new Set(['XYZ ', 'Lab ']);

/**
 * Returns an ICC profile that means the same colours and says nothing else: no names, dates, serial numbers
 * and makers. sRGB and Display P3 become the same few bytes for all. Never longer than the profile was, and
 * unchanged by a second call.
 *
 * @returns `null` for what is no profile that a browser would use.
 */
export function rebuildColourProfile(profile: DataView): Uint8Array<ArrayBuffer> | null {
  const length = profile.byteLength < HEADER + 4 ? 0 : profile.getUint32(0);
  if (length < HEADER + 4 || length > profile.byteLength || !isProfile(profile)) return null;
  const whole = new DataView(profile.buffer, profile.byteOffset, length);
  if (isFromCanvas(whole)) return copyOf(whole);
  const tags = tagsOf(whole);
  if (!tags) return null;
  const standard = standardProfile(whole, tags);
  if (standard && standard.length <= length) return standard;
  const rebuilt = layOut(headerOf(whole), tags);
  if (rebuilt.length <= length) return rebuilt;
  const bare = layOut(
    headerOf(whole),
    tags.filter(({ name }) => !TEXT_TAGS.includes(name)),
  );
  return bare.length <= length ? bare : null;
}

function isProfile(profile: DataView): boolean {
  return (
    latin1(profile, 36, 4) === 'acsp' &&
    CLASSES.has(latin1(profile, 12, 4)) &&
    SPACES.has(latin1(profile, 16, 4)) &&
    CONNECTION_SPACES.has(latin1(profile, 20, 4))
  );
}

/** All that colours need. `null` where one of them makes no sense. */
function tagsOf(profile: DataView): ProfileTag[] | null {
  const count = profile.getUint32(HEADER);
  if (count > MOST_TAGS || HEADER + 4 + ENTRY * count > profile.byteLength) return null;
  const tags = new Map<string, ProfileTag>();
  for (let n = 0; n < count; n++) {
    const entry = HEADER + 4 + ENTRY * n;
    const name = latin1(profile, entry, 4);
    const isText = TEXT_TAGS.includes(name);
    // Readers take the first of two.
    if (tags.has(name) || (!isText && !COLOUR_TAGS.includes(name))) continue;
    const [offset, length] = [profile.getUint32(entry + 4), profile.getUint32(entry + 8)];
    if (offset < HEADER + 4 || offset + length > profile.byteLength) return null;
    const element = new DataView(profile.buffer, profile.byteOffset + offset, length);
    const content = isText ? textElement(profile, name) : elementOf(element);
    if (!content) return null;
    tags.set(name, { name, content });
  }
  return [...tags.values()];
}

/** The header with what says how to compute, and zeros for who made it, when, and for which device. */
function headerOf(profile: DataView): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER);
  const bytes = new Uint8Array(profile.buffer, profile.byteOffset, HEADER);
  // Version, class, colour space, connection space; the signature; the intent, and the white.
  for (const [from, to] of [
    [8, 10],
    [12, 24],
    [36, 40],
    [64, 80],
  ] as const) {
    header.set(bytes.subarray(from, to), from);
  }
  return header;
}
