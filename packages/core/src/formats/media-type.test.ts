import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { caseFile } from '../../test/case-file.ts';
import { growth, LINEAR } from '../../test/growth.ts';
import { mediaTypeOf, needsMoreBytes, SIGNATURE_LENGTH } from './media-type.ts';

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
  ['an element that only HTML takes for svg', '<SVG width="1">'],
  ['a page that begins with a drawing', '<!DOCTYPE html><svg xmlns="http://www.w3.org/2000/svg">'],
  ['a page whose root is called svg', '<svg xmlns="http://www.w3.org/1999/xhtml"><script/></svg>'],
  ['a page with a prefix', '<h:svg xmlns:h="http://www.w3.org/1999/xhtml">'],
  ['XHTML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>'],
  ['a comment that hides a page', '<!-- <svg> --><html><svg></svg></html>'],
  ['a subset that hides a page', '<!DOCTYPE svg [ <!-- > ] <svg> --> ]><html/>'],
  ['another document of XML', '<?xml version="1.0"?><rss version="2.0"/>'],
  ['a declaration of another kind', '<![CDATA[<svg>]]>'],
])('takes %s for no picture', (_, text) => {
  expect(mediaTypeOf(latin1(text))).toBeNull();
});

describe('a drawing', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';

  it.each([['s01-illustrator-doctype.svg'], ['intl.svg']])(
    'is known in the file of a drawing program, %s',
    (name) => {
      expect(mediaTypeOf(caseFile(name))).toBe('image/svg+xml');
    },
  );

  it.each([
    ['a style sheet', `<?xml version="1.0"?><?xml-stylesheet href="a>b.css"?>${SVG}`],
    ['a prefix', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:g/></svg:svg>'],
    ['a licence of kilobytes', `<!--${' All rights >reserved< - - -> '.repeat(500)}-->${SVG}`],
    ['very many comments', `${'<!---->'.repeat(3000)}${SVG}`],
    ['quotes in its document type', `<!DOCTYPE svg SYSTEM 'a">b' [<!ENTITY x "]>">]>${SVG}`],
    [
      'its namespace in single quotes',
      "<svg\n  version = '1.1'\n\txmlns='http://www.w3.org/2000/svg'>",
    ],
    [
      'very long attributes',
      `<svg xmlns="http://www.w3.org/2000/svg" class="${'a '.repeat(40_000)}">`,
    ],
  ])('may have %s', (_, text) => {
    expect(mediaTypeOf(latin1(text))).toBe('image/svg+xml');
    for (const encoding of ['utf16le', 'utf16be'] as const) {
      for (const mark of ['', '\ufeff']) {
        const wide = Buffer.from(`${mark}${text}`, 'utf16le');
        const bytes = encoding === 'utf16le' ? wide : wide.swap16();
        expect(mediaTypeOf(bytes)).toBe('image/svg+xml');
      }
    }
  });

  it('is not decided on before its root is there', () => {
    const bytes = latin1(`<!--${' '.repeat(9000)}-->${SVG}`);
    expect(needsMoreBytes(bytes.subarray(0, 100))).toBe(true);
    expect(needsMoreBytes(bytes.subarray(0, 5000))).toBe(true);
    expect(needsMoreBytes(bytes)).toBe(false);
    expect(needsMoreBytes(latin1(`These are only words.${' '.repeat(600)}`))).toBe(false);
    expect(needsMoreBytes(readFileSync(require.resolve('exif/test/evil1.jpg')))).toBe(false);
    expect(needsMoreBytes(latin1(' '.repeat(SIGNATURE_LENGTH)))).toBe(false);
  });
});

it('looks at the first bytes only', () => {
  const late = latin1(`${' '.repeat(SIGNATURE_LENGTH)}<svg>`);
  expect(mediaTypeOf(late)).toBeNull();
});

describe('what would stop a backtracking expression', () => {
  it.each(['h14-svg-redos-26.svg', 'h15-svg-redos-72.svg'])('is no picture: %s', (name) => {
    expect(mediaTypeOf(caseFile(name))).toBeNull();
  });

  it.each([
    ['empty comments', '<!---->'],
    ['comments without an end', '<!--'],
    ['document types', '<!DOCTYPE svg>'],
    ['document types without an end', '<!DOCTYPE '],
    ['declarations without an end', '<!DOCTYPE svg [<!ENTITY a "'],
    ['processing instructions', '<?a?>'],
    ['processing instructions without an end', '<?'],
    ['spaces', ' '],
    ['quotes', '<svg a="'],
    ['brackets', '['],
    ['zeros', '\0'],
    ['brands', '\0\0\0\x20ftypmif1'],
  ])('takes time by its length: %s', async (_, piece) => {
    const ratio = await growth(
      (size) => latin1(`${piece.repeat(size / piece.length)}x`),
      mediaTypeOf,
      SIGNATURE_LENGTH / 4,
    );
    expect(ratio).toBeLessThan(LINEAR);
  });
});
