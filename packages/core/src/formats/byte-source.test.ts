import { describe, expect, it, vi } from 'vitest';
import { blobOf } from '../../test/pictures-with-metadata.ts';
import { copyOf, createByteSource, latin1, sourceOf } from './byte-source.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const text = (view: DataView) => latin1(view, 0, view.byteLength);

describe.each([
  ['of a file', () => createByteSource(blobOf(ALPHABET), undefined, 4)],
  ['of what is in memory', () => sourceOf(Uint8Array.from(Buffer.from(ALPHABET)).buffer)],
])('a source %s', (_, make) => {
  it.each([
    [0, 3, 'abc'],
    [24, 2, 'yz'],
    [24, 9, 'yz'],
    [0, 99, ALPHABET],
    [26, 1, ''],
    [99, 1, ''],
    [5, 0, ''],
  ])('gives from %i so many bytes: %i', async (offset, length, expected) => {
    const source = make();
    expect(source.size).toBe(26);
    expect(text(await source.read(offset, length))).toBe(expected);
  });

  it('gives the same backwards and forwards', async () => {
    const source = make();
    const read = async (at: number) => text(await source.read(at, 3));
    expect([await read(20), await read(2), await read(19), await read(3)]).toEqual([
      'uvw',
      'cde',
      'tuv',
      'def',
    ]);
  });
});

it('reads a window once, and not at all what is at hand', async () => {
  const blob = blobOf(ALPHABET);
  const slice = vi.spyOn(blob, 'slice');
  const source = createByteSource(blob, Uint8Array.from(Buffer.from('abcdef')).buffer, 10);
  expect(source.read(1, 5)).toBeInstanceOf(DataView);
  expect(slice).not.toHaveBeenCalled();
  expect(text(await source.read(8, 2))).toBe('ij');
  expect(source.read(9, 9)).toBeInstanceOf(DataView);
  expect(slice).toHaveBeenCalledTimes(1);
});

it('copies bytes into memory of their own', () => {
  const bytes = Uint8Array.from([1, 2, 3, 4]);
  const copy = copyOf(new DataView(bytes.buffer, 1, 2));
  bytes.fill(9);
  expect([...copy, copy.buffer.byteLength]).toEqual([2, 3, 2]);
});
