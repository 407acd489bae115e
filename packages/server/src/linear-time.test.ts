import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../core/test/growth.ts';
import { readDeliveryPath } from './delivery/delivery-path.ts';
import { openMultipart } from './forms/multipart-reader.ts';
import { sanitizeSVG } from './pictures/sanitize-svg.ts';
import { readFlexibleOptions } from './variants/flexible-options.ts';

const quietly = <Result>(work: () => Result) => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

const SVG = '<svg xmlns="http://www.w3.org/2000/svg">';
const svgOf = (text: string) => quietly(() => sanitizeSVG(Buffer.from(SVG + text)));
const sheetOf = (text: string) => svgOf(`<style>${text}</style></svg>`);
const pathOf = (text: string) => quietly(() => readDeliveryPath(`/hash/${text}`, 'hash'));

const READERS: readonly (readonly [
  name: string,
  read: (text: string) => unknown,
  pieces: string[],
])[] = [
  [
    'a style sheet',
    sheetOf,
    [
      'url(',
      'url',
      ' ',
      'url(data:image/png;base64,',
      '@import',
      'image-set',
      'src ',
      '/*',
      'behavior ',
      '\\',
      '#a',
    ],
  ],
  [
    'a drawing',
    svgOf,
    ['<g/>', '<!---->', '<!--', '&amp;', '<a:b/>', '<style>', 'a="', '<g xmlns:a="b"/>'],
  ],
  ['the path of an image', pathOf, ['/', '%2f', '%', '?', '..', '/../']],
];

it.each(
  READERS.flatMap(([name, read, pieces]) => pieces.map((piece) => [name, piece, read] as const)),
)('%s is read in time by its length: %j', async (_, piece, read) => {
  const ratio = await growth((size) => piece.repeat(size / piece.length), read, 50_000);
  expect(ratio).toBeLessThan(LINEAR);
});

describe('options of a flexible variant', () => {
  it.each([
    ['commas', ','.repeat(2000)],
    ['parentheses', 'background=rgb('.repeat(130)],
    ['options', 'width=1,'.repeat(100)],
    ['length', `background=${' '.repeat(5000)}`],
  ])('have a bound: %s', (_, text) => {
    expect(() => readFlexibleOptions(text)).toThrow('Missing or invalid resizing parameters');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('have no %s', (name) => {
    for (const text of [`${name}=1`, `quality=${name}`, `gravity=${name}`, `fit=${name}`]) {
      expect(() => readFlexibleOptions(text)).toThrow('Missing or invalid resizing parameters');
    }
  });

  it('keep the commas of their colors', () => {
    const { rendition } = readFlexibleOptions('background=rgb(1,2,3),width=7');
    expect(rendition).toMatchObject({ background: 'rgb(1,2,3)', width: 7 });
  });
});

describe('a form', () => {
  const HEAD = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';

  it.each(['\r\n--', '\r\n--b ', '\r', '\r\n', '--b', '\r\n--b\r'])(
    'of bytes that look like its boundary is read in time by its length: %j',
    async (piece) => {
      const read = async (text: string) => {
        const body = Buffer.from(text);
        let at = 0;
        const next = async () => {
          const chunk = body.subarray(at, at + 4096);
          at += chunk.length;
          return chunk.length > 0 ? chunk : null;
        };
        const form = openMultipart(next, 'b');
        const part = await form.next().catch(() => null);
        while (await part?.read().catch(() => null));
      };
      const make = (size: number) => `${HEAD}${piece.repeat(size / piece.length)}\r\n--b--`;
      expect(await growth(make, read, 200_000)).toBeLessThan(LINEAR);
    },
  );
});
