import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseFile } from '../../test/case-file.ts';
import { bytesOf, holds, pixelsOf } from '../../test/pictures-with-metadata.ts';
import { CASES, caseName, SECRETS } from '../../test/rebuilt-cases.ts';
import { BrokenFormat } from './block.ts';
import { NotUnderstood } from './rebuild.ts';
import { stripMetadata } from './strip-metadata.ts';

const ALL = Object.entries(CASES).flatMap(([type, names]) =>
  names.map((name) => [caseName(type, name), type] as const),
);
// Comments, captions and dates stay where only the place is taken out; these files have marks in them.
const TELLS_MORE = /^(?:j01|j14|j26|j33|n01|w01|g01)/;

describe.each(ALL)('%s', (name, type) => {
  const blob = new Blob([caseFile(name)]);

  it.each(['all', 'location'] as const)(
    'says no more than it must, in no more bytes: %s',
    async (level) => {
      const result = await stripMetadata(blob, type, level);
      expect(result.size).toBeLessThanOrEqual(blob.size);
      for (const secret of SECRETS) {
        if (level === 'all' || !TELLS_MORE.test(name))
          expect(await holds(result, secret)).toBe(false);
      }
    },
  );

  it.each(['all', 'location'] as const)('is the same when rebuilt again: %s', async (level) => {
    const once = await stripMetadata(blob, type, level);
    expect(await stripMetadata(once, type, level)).toBe(once);
  });
});

it('leaves what is missing at the end of a file as missing as it was', async () => {
  const cut = new Blob([caseFile('n29-trunc-idat.png')]);
  expect(await stripMetadata(cut, 'image/png', 'all')).toBe(cut);
  const endless = new Blob([caseFile('j09-no-eoi-samsung-sef.jpg')]);
  const result = await stripMetadata(endless, 'image/jpeg', 'all');
  expect((await pixelsOf(result)).equals(await pixelsOf(endless))).toBe(true);
});

describe.each(Object.entries(CASES))('mistakes in a file of %s', (type, names) => {
  it('end in a file that is no longer, and stays the same, or in an error of a known kind', async () => {
    const mistake = fc.tuple(fc.nat(), fc.nat(255));
    const files = fc.constantFrom(...names.filter((name) => !name.startsWith('h0')));
    const property = fc.asyncProperty(
      files,
      fc.array(mistake, { maxLength: 6 }),
      async (name, list) => {
        const bytes = Buffer.from(caseFile(caseName(type, name)));
        for (const [at, byte] of list) bytes[at % bytes.length] = byte;
        const blob = new Blob([bytes]);
        try {
          const once = await stripMetadata(blob, type, 'all');
          expect(once.size).toBeLessThanOrEqual(blob.size);
          const twice = await stripMetadata(once, type, 'all');
          expect((await bytesOf(twice)).equals(await bytesOf(once))).toBe(true);
        } catch (error) {
          if (!(error instanceof BrokenFormat || error instanceof NotUnderstood)) throw error;
        }
      },
    );
    await expect(fc.assert(property, { numRuns: 200 })).resolves.toBeUndefined();
  });
});
