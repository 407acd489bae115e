import { describe, expect, it } from 'vitest';
import { caseFile } from '../../test/case-file.ts';
import { growth, LINEAR } from '../../test/growth.ts';
import { bytesOf, sharp } from '../../test/pictures-with-metadata.ts';
import { createPieces, LARGE } from './pieces.ts';
import { stripMetadata } from './strip-metadata.ts';

describe('pieces', () => {
  it('are joined in the order in which they were added', async () => {
    const pieces = createPieces('image/gif');
    const expected: Buffer[] = [];
    for (let n = 0; n < 3000; n++) {
      const bytes = Buffer.alloc(n % 50 === 0 ? 40_000 : n % 97, n & 0xff);
      if (n % 500 === 0) pieces.addBlob(new Blob([bytes]));
      else pieces.add(bytes);
      expected.push(bytes);
    }
    const blob = pieces.join();
    expect(blob.type).toBe('image/gif');
    expect((await bytesOf(blob)).equals(Buffer.concat(expected))).toBe(true);
  });

  it('may be longer than a buffer', async () => {
    const pieces = createPieces('');
    pieces.add(Buffer.from('a'));
    pieces.add(Buffer.alloc(3 * 1024 * 1024, 'b'));
    pieces.add(Buffer.alloc(LARGE, 'c'));
    const text = (await bytesOf(pieces.join())).toString();
    expect(text.replace(/(.)\1+/g, '$1')).toBe('abc');
    expect(text).toHaveLength(1 + 3 * 1024 * 1024 + LARGE);
  });
});

/** A GIF of one pixel, with comments between extensions that stay. */
function gifOfPairs(pairs: number): Blob {
  const header = Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  const pair = Buffer.from('21fe04736563720021f9040000000000', 'hex');
  const image = Buffer.from('2c00000000010001000002024401003b', 'hex');
  return new Blob([header, Buffer.concat(Array(pairs).fill(pair)), image]);
}

describe('a file of thousands of blocks of which every other one goes', () => {
  it.each([
    ['h02c-gif-pairs-100k.gif', 'image/gif'],
    ['h03c-png-alternate-4k.png', 'image/png'],
  ])('keeps its pixels: %s', async (name, type) => {
    const before = caseFile(name);
    const after = await bytesOf(await stripMetadata(new Blob([before]), type, 'all'));
    expect(after.length).toBeLessThan(before.length);
    const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
    expect((await pixels(after)).equals(await pixels(before))).toBe(true);
  });

  it('takes time by its length', async () => {
    const strip = async (blob: Blob) =>
      (await stripMetadata(blob, 'image/gif', 'all')).arrayBuffer();
    expect(await growth(gifOfPairs, strip, 5000)).toBeLessThan(LINEAR);
  });
});
