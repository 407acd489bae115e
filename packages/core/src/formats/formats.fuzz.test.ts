import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  animation,
  blobOf,
  bytesOf,
  drawing,
  holds,
  inserted,
  jpegSegment,
  OWNER,
  photo,
  sharp,
  taken,
} from '../../test/pictures-with-metadata.ts';
import { BrokenFormat } from './block.ts';
import { readHeader } from './header.ts';
import { mediaTypeOf } from './media-type.ts';
import { NotUnderstood } from './rebuild.ts';
import { copyExif, stripMetadata } from './strip-metadata.ts';

interface ExifParser {
  create(bytes: Buffer): { parse(): { tags: Record<string, unknown> } };
}

const exifParser: ExifParser = createRequire(import.meta.url)('exif-parser');

const RUNS = 300;

/** Each says where in the file, as a share of its length, something goes wrong. */
const place = fc.integer({ min: 0, max: 9999 }).map((share) => share / 10_000);
const length = fc.integer({ min: 1, max: 64 });

type Mutation = (bytes: Buffer, from: number) => Buffer;

const splice = (bytes: Buffer, at: number, removed: number, ...added: Uint8Array[]) =>
  Buffer.concat([bytes.subarray(0, at), ...added, bytes.subarray(at + removed)]);

function overwrite(bytes: Buffer, at: number, values: Uint8Array): Buffer {
  const result = Buffer.from(bytes);
  result.set(values.subarray(0, bytes.length - at), at);
  return result;
}

const ways = fc.oneof(
  fc.integer({ min: 1, max: 255 }).map(
    (bits): Mutation =>
      (bytes, at) =>
        overwrite(bytes, at, Buffer.from([(bytes[at] ?? 0) ^ bits])),
  ),
  fc.constantFrom('00', 'ff', '0000', 'ffff', '00000000', 'ffffffff', '7fffffff', '00000001').map(
    (hex): Mutation =>
      (bytes, at) =>
        overwrite(bytes, at, Buffer.from(hex, 'hex')),
  ),
  fc.constant<Mutation>((bytes, at) => bytes.subarray(0, at)),
  length.map(
    (count): Mutation =>
      (bytes, at) =>
        splice(bytes, at, count),
  ),
  fc.uint8Array({ minLength: 1, maxLength: 32 }).map(
    (added): Mutation =>
      (bytes, at) =>
        splice(bytes, at, 0, added),
  ),
  fc.tuple(length, place).map(
    ([count, other]): Mutation =>
      (bytes, at) => {
        const from = Math.floor(other * bytes.length);
        return splice(bytes, at, 0, bytes.subarray(from, from + count));
      },
  ),
);

const mutations = fc.array(fc.tuple(ways, place), { minLength: 1, maxLength: 4 });

/** @param from - Bytes at the beginning that nothing happens to. @param to - Where most of it happens. */
function mutated(bytes: Buffer, list: [Mutation, number][], from = 0, to = bytes.length): Buffer {
  return list.reduce((result, [mutate, share]) => {
    const span = Math.max(0, Math.min(to, result.length) - from);
    return mutate(result, Math.min(result.length, from + Math.floor(share * span)));
  }, bytes);
}

/** Counts how often, and how many bytes of it, are read. */
class WatchedBlob extends Blob {
  reads = 0;
  bytesRead = 0;

  override slice(start?: number, end?: number, type?: string): Blob {
    const part = super.slice(start, end, type);
    const { size } = part;
    const read = part.arrayBuffer.bind(part);
    part.arrayBuffer = () => {
      this.reads += 1;
      this.bytesRead += size;
      return read();
    };
    return part;
  }
}

/** What can happen to a file: an answer, or the complaint that it is broken. */
async function outcome<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof BrokenFormat || error instanceof NotUnderstood) return null;
    throw error;
  }
}

const FILES = [
  ['a JPEG', () => withMore(taken(drawing()).jpeg().toBuffer())],
  ['a progressive JPEG', () => withMore(taken(drawing()).jpeg({ progressive: true }).toBuffer())],
  ['a photo', async () => bytesOf(photo('exif/test/test1.jpg'))],
  ['a PNG', () => taken(drawing()).png().toBuffer()],
  ['a WebP', () => taken(drawing()).webp().toBuffer()],
  ['an animated WebP', () => taken(animation()).webp().toBuffer()],
  ['a GIF', () => animation().gif().toBuffer()],
  ['an AVIF', () => taken(drawing()).avif().toBuffer()],
] as const;

/** With a comment that names the owner, too. */
async function withMore(jpeg: Promise<Buffer>): Promise<Buffer> {
  return bytesOf(await inserted(blobOf(await jpeg), 2, jpegSegment(0xfe, OWNER)));
}

describe.each(FILES)('%s with mistakes', (_, make) => {
  let original = Buffer.alloc(0);
  let type = '';
  beforeAll(async () => {
    original = Buffer.from(await make());
    type = mediaTypeOf(original) ?? '';
  });

  async function check(bytes: Buffer): Promise<void> {
    const blob = new WatchedBlob([Uint8Array.from(bytes)]);
    await readHeader(blob);
    const level = bytes.length % 2 === 0 ? 'all' : 'location';
    const result = await outcome(stripMetadata(blob, type, level));
    if (type === 'image/jpeg') await outcome(copyExif(blob, blob, 'location'));
    if (type === 'image/avif') expect(result?.size ?? 0).toBeLessThanOrEqual(blob.size);
    // All of it is within one window, wherever its lengths and offsets lead.
    expect(blob.reads).toBeLessThan(60);
    expect(blob.bytesRead).toBeLessThan(60 * (blob.size + 1));
  }

  it('is read to an end, or is called broken', async () => {
    const property = fc.asyncProperty(mutations, (list) => check(mutated(original, list)));
    await expect(fc.assert(property, { numRuns: RUNS / 2 })).resolves.toBeUndefined();
  });

  it('is read to an end, or is called broken, where its header has the mistakes', async () => {
    const property = fc.asyncProperty(mutations, (list) =>
      check(mutated(original, list, 8, Math.min(1500, original.length))),
    );
    await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined();
  });

  it('holds nothing after its metadata was taken out that another reader would find', async () => {
    const property = fc.asyncProperty(mutations, async (list) => {
      const bytes = mutated(original, list, 8);
      const result = await outcome(stripMetadata(blobOf(bytes), type, 'all'));
      const found = result && (await metadataOf(result));
      for (const block of [found?.exif, found?.xmp, found?.iptc])
        expect(block?.includes('Nobody') ?? false).toBe(false);
      expect(found?.comments?.some(({ text }) => text.includes('Nobody')) ?? false).toBe(false);
    });
    await expect(fc.assert(property, { numRuns: RUNS / 2 })).resolves.toBeUndefined();
  });
});

/** What another reader makes of a file, if anything. */
async function metadataOf(blob: Blob) {
  try {
    return await sharp(await bytesOf(blob), { failOn: 'none' }).metadata();
  } catch {
    return null;
  }
}

describe.each(FILES.slice(0, 2))('%s with mistakes among its pixels', (_, make) => {
  it('never keeps the name of its owner', async () => {
    const original = await make();
    const scan = original.indexOf(Buffer.from('ffda', 'hex')) + 14;
    expect(scan).toBeGreaterThan(original.indexOf(OWNER));
    const property = fc.asyncProperty(mutations, async (list) => {
      // What is copied into the pixels from before them would be pixels there.
      const pixels = mutated(original.subarray(scan), list);
      const blob = blobOf(original.subarray(0, scan), pixels);
      const result = await outcome(stripMetadata(blob, 'image/jpeg', 'all'));
      expect(result && (await holds(result, OWNER))).not.toBe(true);
    });
    await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined();
  });
});

describe.each(FILES.slice(0, 3))('%s with mistakes in its Exif', (_, make) => {
  it('leads no reader to the place where it was taken', async () => {
    const original = Buffer.from(await make());
    const label = original.indexOf('Exif');
    const [start, end] = [label + 6, label - 2 + original.readUInt16BE(label - 2)];
    expect(placesIn(original)).not.toEqual([]);
    const property = fc.asyncProperty(mutations, async (list) => {
      // Whatever happens to it, its segment stays as long as it says.
      const exif = Buffer.alloc(end - start);
      mutated(original.subarray(start, end), list).copy(exif);
      const bytes = overwrite(original, start, exif);
      const result = await outcome(stripMetadata(blobOf(bytes), 'image/jpeg', 'location'));
      expect(result && placesIn(await bytesOf(result))).toEqual([]);
    });
    await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined();
  });
});

/** What another reader finds in a GPS directory, if it can read the file at all. */
function placesIn(bytes: Buffer): string[] {
  try {
    const { tags } = exifParser.create(bytes).parse();
    return Object.keys(tags).filter((tag) => tag.startsWith('GPS'));
  } catch {
    return [];
  }
}
