import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import type { Sharp, default as SharpFunction } from 'sharp';

const require = createRequire(import.meta.url);

/** Makes and decodes the pictures that are tested with. */
export const sharp: typeof SharpFunction = require('sharp');

/** Stands in all metadata of {@link taken}, and must not stand in what was stripped. */
export const OWNER = 'Wilhelmina Nobody';

/** A rectangle with something in it, upright. */
export function drawing(width = 64, height = 48): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 7 + (at >> 5) * 13) & 0xff;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** The same with all that a camera adds: a place, an owner, XMP, a colour profile, an orientation. */
export function taken(picture: Sharp, orientation = 6): Sharp {
  return placed(picture).withIccProfile('p3').withMetadata({ orientation });
}

/** The same without a profile, which would make a grey picture one of colours. */
export function placed(picture: Sharp): Sharp {
  return picture
    .withExif({
      IFD0: { Make: 'ACME', Artist: OWNER, Copyright: OWNER },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 3230/100',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 7/1 4366/100',
      },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><owner>${OWNER}</owner></x:xmpmeta>`);
}

/** Three frames, as GIF or WebP. */
export function animation(): Sharp {
  const frames = [0, 80, 160].map((shade) => Buffer.alloc(32 * 24 * 3, shade).fill(200, 0, 99));
  const raw = { width: 32, height: 72, channels: 3 as const, pageHeight: 24 };
  return sharp(Buffer.concat(frames), { raw });
}

/** A real photo, from one of the packages that read Exif. */
export function photo(file: string): Blob {
  return new Blob([readFileSync(require.resolve(file))]);
}

export function blobOf(...parts: (Uint8Array | string)[]): Blob {
  return new Blob(parts.map((part) => Buffer.from(part as string, 'latin1')));
}

export async function bytesOf(blob: Blob): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(await blob.arrayBuffer());
}

/** All pixels as stored, of all frames, with all their bits. */
export async function pixelsOf(blob: Blob): Promise<Buffer> {
  const picture = sharp(await bytesOf(blob), { animated: true, failOn: 'none' });
  const { depth } = await picture.metadata();
  return picture.raw({ depth: depth === 'ushort' ? 'ushort' : 'uchar' }).toBuffer();
}

/** Whether the file holds this text anywhere, as one byte or two for each character. */
export async function holds(blob: Blob, text: string): Promise<boolean> {
  const bytes = await bytesOf(blob);
  return bytes.includes(text, 0, 'latin1') || bytes.includes(text, 0, 'utf16le');
}

/** A chunk of a PNG. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}

/** A segment of a JPEG. */
export function jpegSegment(marker: number, data: Uint8Array | string): Buffer {
  const content = Buffer.from(data as string, 'latin1');
  const length = content.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 0xff]), content]);
}

/** Puts something into a file. */
export async function inserted(blob: Blob, at: number, bytes: Uint8Array): Promise<Blob> {
  return new Blob([blob.slice(0, at), Buffer.from(bytes), blob.slice(at)]);
}
