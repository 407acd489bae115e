import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type StripLevel, stripMetadata } from '@tintype/core/formats';

const require = createRequire(import.meta.url);
const { create } = require('exif-parser') as {
  create(bytes: Buffer): {
    parse(): { tags: Tags; hasThumbnail(type: string): boolean };
  };
};

/** A photo of a phone, as it came out of it. */
export const photo: Buffer = readFileSync(require.resolve('exif/test/test1.jpg'));

/** What is done to a photo, in the words of the option. */
export type Stripping = StripLevel | false;

type Tags = Readonly<Record<string, unknown>>;

const round = (value: unknown, digits = 4) =>
  Array.isArray(value)
    ? value.join(':')
    : String(Math.round(Number(value) * 10 ** digits) / 10 ** digits);
const seconds = (value: unknown) => new Date(Number(value) * 1000).toISOString().slice(0, 19);

/** Each kind of fact, with what tells it. */
const KINDS: Readonly<
  Record<string, readonly (readonly [tag: string, say: (value: unknown) => string])[]>
> = {
  'where it was taken': [
    ['GPSLatitude', (value) => `${round(value)}°`],
    ['GPSLongitude', (value) => `${round(value)}°`],
  ],
  'how high, and which way the camera looked': [
    ['GPSAltitude', (value) => `${round(value)} m`],
    ['GPSImgDirection', (value) => `${round(value, 1)}°`],
  ],
  'when, by the satellites': [['GPSTimeStamp', round]],
  'when, by the camera': [['DateTimeOriginal', seconds]],
  'with what': [
    ['Make', String],
    ['Model', String],
    ['Software', String],
  ],
  'how it was exposed': [
    ['FNumber', (value) => `f/${value}`],
    ['ISO', (value) => `ISO ${value}`],
    ['FocalLength', (value) => `${value} mm`],
  ],
  'which way is up': [['Orientation', String]],
};

const HEADINGS: readonly Stripping[] = [false, 'location', 'all'];

export async function strip(level: Stripping): Promise<Buffer> {
  const blob = new Blob([new Uint8Array(photo)], { type: 'image/jpeg' });
  const result = level === false ? blob : await stripMetadata(blob, 'image/jpeg', level);
  return Buffer.from(await result.arrayBuffer());
}

/** The table of docs/privacy.md: what other people's programs read out of the photo. */
export async function privacyTable(): Promise<string> {
  const files = await Promise.all(HEADINGS.map(strip));
  const read = files.map((file) => create(file).parse());
  const row = (...cells: unknown[]) => `| ${cells.join(' | ')} |`;
  const names = HEADINGS.map((level) => `\`${level === false ? level : `'${level}'`}\``);
  return [
    row('', 'as taken', ...names.slice(1).map((name) => `after ${name}`)),
    '|---|---|---|---|',
    ...Object.entries(KINDS).map(([kind, facts]) =>
      row(kind, ...read.map(({ tags }) => show(facts, tags))),
    ),
    row(
      'a small copy of the picture',
      ...read.map((exif) => (exif.hasThumbnail('image/jpeg') ? 'yes' : '–')),
    ),
    row('tags in all', ...read.map(({ tags }) => Object.keys(tags).length)),
    row('bytes', ...files.map((file) => file.length.toLocaleString('en'))),
  ].join('\n');
}

function show(facts: (typeof KINDS)[string], tags: Tags): string {
  const known = facts.filter(([tag]) => tags[tag] !== undefined);
  return known.map(([tag, say]) => say(tags[tag])).join(', ') || '–';
}
