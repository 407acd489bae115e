import { pngChunk } from '../formats/png.ts';
import { type ExifFields, exifOf } from './exif-fields.ts';
import { bytesOf, drawingOf, fileOf, joined, type PictureOptions } from './picture-file.ts';

/** What a PNG is to be like. All can be left out. */
export interface PNGOptions extends PictureOptions, ExifFields {
  /** Makes its pixels half transparent. @default false */
  transparent?: boolean | undefined;
}

const MOST = 2 ** 24;
const SIGNATURE: Uint8Array<ArrayBuffer> = bytesOf('\x89PNG\r\n\x1a\n');

/**
 * Makes a PNG of one colour, with one bit for each pixel.
 *
 * @throws TypeError for measures and colours that are none.
 */
export function createPNG(options: PNGOptions = {}): File {
  const { width, height, color } = drawingOf(options, MOST);
  const turned = (options.orientation ?? 1) >= 5;
  const [across, down] = turned ? [height, width] : [width, height];
  const tiff = exifOf(options);
  const chunks = [
    chunk('IHDR', headerOf(across, down)),
    chunk('PLTE', Uint8Array.from(color)),
    ...(options.transparent ? [chunk('tRNS', Uint8Array.of(128))] : []),
    ...(tiff ? [chunk('eXIf', tiff)] : []),
    // Each row has a byte for its filter, and all pixels are the first colour of the palette.
    chunk('IDAT', zeros((1 + Math.ceil(across / 8)) * down)),
    chunk('IEND', new Uint8Array()),
  ];
  return fileOf([SIGNATURE, ...chunks], 'image/png', options);
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return pngChunk(type, data);
}

/** One bit for each pixel, which chooses a colour of the palette. */
function headerOf(width: number, height: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 1);
  header.setUint8(9, 3);
  return new Uint8Array(header.buffer);
}

const LONGEST_BLOCK = 65_535;

/** So many zeros in the zlib format (RFC 1950), in blocks that are not compressed (RFC 1951). */
function zeros(count: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let left = count; left > 0; left -= LONGEST_BLOCK) {
    const length = Math.min(left, LONGEST_BLOCK);
    const isLast = left <= LONGEST_BLOCK ? 1 : 0;
    const [low, high] = [length & 255, length >> 8];
    blocks.push(Uint8Array.of(isLast, low, high, low ^ 255, high ^ 255), new Uint8Array(length));
  }
  // The checksum of zeros counts them.
  const sum = count % 65_521;
  return joined(Uint8Array.of(0x78, 1), ...blocks, Uint8Array.of(sum >> 8, sum & 255, 0, 1));
}
