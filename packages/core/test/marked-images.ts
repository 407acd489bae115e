import { pngChunk } from '../src/formats/png.ts';
import { createHEIC } from '../src/testing/heic.ts';
import { quarters } from './quarters.ts';
import { RARE } from './rare-pictures.ts';

/** Stands in all metadata of {@link markedImages}, and must not be left in what is sent. */
export const MARK = 'SECRET-OWNER';
/** What stands for it in a HEIC, which nobody can write here. */
export const HEIC_MARK = 'Jane Doe';

type Bytes = Uint8Array<ArrayBuffer>;

const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer());
const rare = async (url: string): Promise<Bytes> => bytesOf(await (await fetch(url)).blob());
const text = (value: string): Bytes => Uint8Array.from(value, (one) => one.charCodeAt(0));
const big = (value: number, length: number): number[] =>
  Array.from({ length }, (_, n) => Math.floor(value / 2 ** (8 * (length - 1 - n))) & 255);
const little = (value: number, length: number): number[] => big(value, length).reverse();

export function joined(...parts: readonly (Bytes | readonly number[])[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Exif that names the owner, and lays the image on its side. */
function exif(): Bytes {
  const artist = text(`${MARK}\0`);
  const entry = (tag: number, type: number, count: number, value: readonly number[]) => [
    ...big(tag, 2),
    ...big(type, 2),
    ...big(count, 4),
    ...value,
  ];
  const directory = [
    ...entry(0x0112, 3, 1, [0, 6, 0, 0]),
    ...entry(0x013b, 2, artist.length, big(38, 4)),
  ];
  return joined(text('MM\0*'), big(8, 4), big(2, 2), directory, big(0, 4), artist);
}

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><owner>${MARK}</owner></x:xmpmeta>`;

function withSegments(jpeg: Bytes): Bytes {
  const segment = (marker: number, data: Bytes) =>
    joined([0xff, marker, ...big(data.length + 2, 2)], data);
  return joined(
    jpeg.subarray(0, 2),
    segment(0xe1, joined(text('Exif\0\0'), exif())),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${XMP}`)),
    segment(0xe5, text(MARK)),
    segment(0xfe, text(MARK)),
    jpeg.subarray(2),
    text(MARK),
  );
}

function withChunks(png: Bytes): Bytes {
  const at = indexOf(png, 'IDAT') - 4;
  return joined(
    png.subarray(0, at),
    pngChunk('eXIf', exif()),
    pngChunk('tEXt', text(`Author\0${MARK}`)),
    pngChunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`)),
    pngChunk('prVt', text(MARK)),
    png.subarray(at),
    text(MARK),
  );
}

/** Two frames, the second half as large. */
async function animatedPNG(): Promise<Bytes> {
  const [first, second] = await Promise.all([
    quarters('image/png', { width: 48, height: 32 }).then(bytesOf),
    quarters('image/png', { width: 24, height: 16 }).then(bytesOf),
  ]);
  const dataOf = (png: Bytes) => {
    const at = indexOf(png, 'IDAT');
    const length = new DataView(png.buffer).getUint32(at - 4);
    return png.subarray(at + 4, at + 4 + length);
  };
  const frame = (sequence: number, width: number, height: number) => {
    const place = [...big(width, 4), ...big(height, 4), ...big(0, 8)];
    return pngChunk('fcTL', joined(big(sequence, 4), place, [0, 1, 0, 10, 0, 0]));
  };
  const at = indexOf(first, 'IDAT') - 4;
  return joined(
    first.subarray(0, at),
    pngChunk('acTL', joined(big(2, 4), big(0, 4))),
    frame(0, 48, 32),
    pngChunk('IDAT', joined(dataOf(first))),
    frame(1, 24, 16),
    pngChunk('fdAT', joined(big(2, 4), dataOf(second))),
    pngChunk('IEND', new Uint8Array()),
  );
}

function riff(...chunks: readonly Bytes[]): Bytes {
  const body = joined(text('WEBP'), ...chunks);
  return joined(text('RIFF'), little(body.length, 4), body);
}

function withRIFFChunks(webp: Bytes): Bytes {
  const chunk = (type: string, data: Bytes) =>
    joined(text(type), little(data.length, 4), data, new Uint8Array(data.length & 1));
  const extended = joined(webp.subarray(12, 30));
  extended[8] = (extended[8] ?? 0) | 0x0c;
  const metadata = [chunk('EXIF', exif()), chunk('XMP ', text(XMP)), chunk('MINE', text(MARK))];
  return joined(riff(extended, joined(webp.subarray(30)), ...metadata), text(MARK));
}

async function stillWebP(): Promise<Bytes> {
  const webp = await bytesOf(await quarters('image/webp', { width: 48, height: 32 }));
  const at = Math.max(indexOf(webp, 'VP8 '), indexOf(webp, 'VP8L'));
  const extended = joined(text('VP8X'), little(10, 4), big(0, 4), little(47, 3), little(31, 3));
  return withRIFFChunks(riff(extended, joined(webp.subarray(at))));
}

function withExtensions(gif: Bytes): Bytes {
  const comment = joined([0x21, 0xfe, MARK.length], text(MARK), [0]);
  const application = joined([0x21, 0xff, 11], text('XMP DataXMP'), [MARK.length], text(MARK), [0]);
  const end = gif.length - 1;
  return joined(gif.subarray(0, end), comment, application, gif.subarray(end), text(MARK));
}

function withBoxes(heif: Bytes): Bytes {
  const box = (type: string) => joined(big(8 + MARK.length, 4), text(type), text(MARK));
  // A reader cannot tell pixels that lost some bytes from what comes next.
  const gap = joined(big(136, 4), text('free'), new Uint8Array(128));
  return joined(heif, gap, box('free'), box('skip'), box('what'));
}

const svg = (): Bytes =>
  text(
    `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32"><rect width="24" height="16" fill="red"/><circle cx="36" cy="24" r="6" fill="blue"/></svg>`,
  );

/** One image of each kind, with the mark in all of its metadata. */
export const markedImages: Readonly<Record<string, () => Promise<Bytes>>> = {
  'a JPEG': async () =>
    withSegments(await bytesOf(await quarters('image/jpeg', { width: 96, height: 64 }))),
  'a progressive JPEG': async () => withSegments(await rare(RARE.progressive)),
  'a PNG': async () =>
    withChunks(await bytesOf(await quarters('image/png', { width: 48, height: 32 }))),
  'an animated PNG': async () => withChunks(await animatedPNG()),
  'a WebP': stillWebP,
  'an animated WebP': async () => withRIFFChunks(await rare(RARE.webp)),
  'a GIF': async () => withExtensions(await rare(RARE.gif)),
  'an AVIF': async () => withBoxes(await rare(RARE.avif)),
  'a HEIC': async () => withBoxes(await bytesOf(createHEIC())),
  'an SVG': async () => svg(),
};

export function indexOf(bytes: Bytes, words: string, from = 0): number {
  const wanted = text(words);
  for (let at = from; at + wanted.length <= bytes.length; at++) {
    if (wanted.every((byte, n) => bytes[at + n] === byte)) return at;
  }
  return -1;
}
