import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { mediaTypeOf, SIGNATURE_LENGTH } from './media-type.ts';

const require = createRequire(import.meta.url);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const box = (brand: string, more = '') => latin1(`\0\0\0\x20ftyp${brand}\0\0\0\0${more}`);

it.each([
  'exif/test/sony-alpha-6000.jpg',
  'exif/test/evil1.jpg',
  'exif-parser/test/starfish.jpg',
  'jpeg-exif/test/IMG_0001.JPG',
])('knows %s, a real photo, as JPEG', (file) => {
  expect(mediaTypeOf(readFileSync(require.resolve(file)))).toBe('image/jpeg');
});

it.each([
  [latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png'],
  [latin1('GIF89a\x01\0'), 'image/gif'],
  [latin1('GIF87a\x01\0'), 'image/gif'],
  [latin1('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp'],
  [latin1('RIFF\x0a\r\0\0WEBPVP8X'), 'image/webp'],
  [box('heic'), 'image/heic'],
  [box('heix'), 'image/heic'],
  [box('hevc'), 'image/heic'],
  [box('mif1', 'mif1heic'), 'image/heic'],
  [box('avif'), 'image/avif'],
  [box('mif1', 'miafavif'), 'image/avif'],
  [latin1('<svg xmlns="http://www.w3.org/2000/svg">'), 'image/svg+xml'],
  [
    latin1(
      '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE svg PUBLIC "x" "y">\n<svg>',
    ),
    'image/svg+xml',
  ],
  [latin1('  \n<SVG width="1">'), 'image/svg+xml'],
])('knows what begins like %#: %s', (bytes, type) => {
  expect(mediaTypeOf(bytes)).toBe(type);
});

it.each([
  ['nothing', ''],
  ['words', 'These are only words.'],
  ['a web page', '<!doctype html><html><svg></svg>'],
  ['a page that speaks of svg', '<p>&lt;svg&gt;</p>'],
  ['PDF', '%PDF-1.7'],
  ['ZIP', 'PK\x03\x04'],
  ['a video', '\0\0\0\x18ftypmp42'],
  ['sound', 'RIFF\x24\0\0\0WAVEfmt '],
  ['half a PNG signature', '\x89PNG'],
  ['something like svg', '<svgfoo>'],
])('takes %s for no picture', (_, text) => {
  expect(mediaTypeOf(latin1(text))).toBeNull();
});

it('looks at the first bytes only', () => {
  const late = latin1(`${' '.repeat(SIGNATURE_LENGTH)}<svg>`);
  expect(mediaTypeOf(late)).toBeNull();
});
