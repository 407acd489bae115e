import { latin1 } from './byte-source.ts';
import { localized } from './colour-profile-elements.ts';
import { HEADER, layOut, type ProfileTag } from './colour-profile-layout.ts';

const ONE = 65_536;

interface Standard {
  name: string;
  /** What red, green and blue are in XYZ, in parts of 65,536. */
  primaries: readonly [Triple, Triple, Triple];
}

type Triple = readonly [number, number, number];

const STANDARDS: readonly Standard[] = [
  {
    name: 'sRGB',
    primaries: [
      [0x6fa2, 0x38f5, 0x0390],
      [0x6299, 0xb785, 0x18da],
      [0x24a0, 0x0f84, 0xb6cf],
    ],
  },
  {
    name: 'P3',
    primaries: [
      [0x83df, 0x3dbf, -0x45],
      [0x4abf, 0xb137, 0x0ab9],
      [0x2838, 0x110b, 0xc8b9],
    ],
  },
];

const WHITE: Triple = [0xf6d6, 0x1_0000, 0xd32d];
// The curve of sRGB, IEC 61966-2-1, which Display P3 has too: exponent, slopes, offset, threshold.
const CURVE = [0x2_6666, 0xf2a7, 0x0d59, 0x13d0, 0x0a5b];

// Less than what one of 256 levels is, in the primaries and in the curve.
const PRIMARY_TOLERANCE = 0.0008;
const CURVE_TOLERANCE = 0.0005;
const SAMPLES = 64;

/** The one profile that all of the same standard get, or `null` where it is none. */
export function standardProfile(
  profile: DataView,
  tags: readonly ProfileTag[],
): Uint8Array<ArrayBuffer> | null {
  if (latin1(profile, 16, 8) !== 'RGB XYZ ') return null;
  if (tags.some(({ name }) => /^(?:A2B|B2A|cicp)/.test(name))) return null;
  const contentOf = (wanted: string) => tags.find(({ name }) => name === wanted)?.content;
  const curves = ['rTRC', 'gTRC', 'bTRC'].map(contentOf);
  if (!curves.every((curve) => curve && isStandardCurve(viewOf(curve)))) return null;
  const primaries = ['rXYZ', 'gXYZ', 'bXYZ'].map(contentOf);
  const standard = STANDARDS.find((one) =>
    one.primaries.every((primary, n) => isAbout(primaries[n], primary)),
  );
  return standard ? write(standard) : null;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function isAbout(content: Uint8Array | undefined, primary: Triple): boolean {
  if (content?.length !== 20) return false;
  const view = viewOf(content);
  return primary.every(
    (value, n) => Math.abs(view.getInt32(8 + 4 * n) - value) < PRIMARY_TOLERANCE * ONE,
  );
}

function isStandardCurve(curve: DataView): boolean {
  const valueAt = curveOf(curve);
  if (!valueAt) return false;
  for (let n = 0; n <= SAMPLES; n++) {
    const x = n / SAMPLES;
    if (!(Math.abs(valueAt(x) - standardCurve(x)) < CURVE_TOLERANCE)) return false;
  }
  return true;
}

function standardCurve(x: number): number {
  return x < 0.040_45 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

/** Curves of other kinds are none of these standards. */
function curveOf(curve: DataView): ((x: number) => number) | null {
  if (latin1(curve, 0, 4) === 'curv') return tableOf(curve);
  if (latin1(curve, 0, 4) !== 'para' || curve.getUint16(8) !== 3) return null;
  const [g, a, b, c, d] = [12, 16, 20, 24, 28].map((at) => curve.getInt32(at) / ONE) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return (x) => (x < d ? c * x : (a * x + b) ** g);
}

function tableOf(curve: DataView): ((x: number) => number) | null {
  const count = curve.getUint32(8);
  if (count < 256) return null;
  const valueAt = (n: number) => curve.getUint16(12 + 2 * Math.min(n, count - 1)) / 65_535;
  return (x) => {
    const place = x * (count - 1);
    const below = Math.floor(place);
    return valueAt(below) + (place - below) * (valueAt(below + 1) - valueAt(below));
  };
}

/** Tells whether a profile is the one that {@link standardProfile} gives for sRGB. */
export function isSRGB(profile: Uint8Array): boolean {
  const [standard] = STANDARDS;
  const srgb = standard ? write(standard) : profile;
  return profile.length === srgb.length && profile.every((byte, at) => byte === srgb[at]);
}

function write({ name, primaries }: Standard): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER);
  const view = new DataView(header.buffer);
  // Version 4.4.
  view.setUint32(8, 0x0440_0000);
  for (const [at, text] of [
    [12, 'mntrRGB XYZ '],
    [36, 'acsp'],
  ] as const) {
    for (let n = 0; n < text.length; n++) header[at + n] = text.charCodeAt(n);
  }
  for (const [n, value] of WHITE.entries()) view.setUint32(68 + 4 * n, value);
  const curve = numbers('para', [0x0003_0000, ...CURVE]);
  const [red, green, blue] = primaries.map((values) => numbers('XYZ ', values)) as [
    Bytes,
    Bytes,
    Bytes,
  ];
  return layOut(header, [
    { name: 'desc', content: localized(name) },
    { name: 'cprt', content: localized('CC0') },
    { name: 'wtpt', content: numbers('XYZ ', WHITE) },
    { name: 'rXYZ', content: red },
    { name: 'gXYZ', content: green },
    { name: 'bXYZ', content: blue },
    { name: 'rTRC', content: curve },
    { name: 'gTRC', content: curve },
    { name: 'bTRC', content: curve },
  ]);
}

type Bytes = Uint8Array<ArrayBuffer>;

/** A type of four letters, four reserved bytes, and numbers of four bytes each. */
function numbers(type: string, values: readonly number[]): Bytes {
  const bytes = new Uint8Array(8 + 4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < 4; at++) bytes[at] = type.charCodeAt(at);
  for (const [n, value] of values.entries()) view.setInt32(8 + 4 * n, value);
  return bytes;
}
