import { BrokenFormat } from '../block.ts';
import { type ByteSource, latin1 } from '../byte-source.ts';
import { box, text, uint } from './box-writer.ts';
import { readBox } from './boxes.ts';

const LONGEST = 4096;

/**
 * Brands that readers look for; what else is there says which program wrote the file. "tmap" promises a gain
 * map, which is not kept.
 */
const BRANDS: ReadonlySet<string> = new Set([
  ...['avif', 'avis', 'avio', 'MA1A', 'MA1B', 'mif1', 'mif2', 'msf1', 'miaf', '1pic'],
  ...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'MiHB', 'MiHA', 'MiHE'],
  ...[
    'MiPr',
    'isom',
    'iso2',
    'iso3',
    'iso4',
    'iso5',
    'iso6',
    'iso7',
    'iso8',
    'iso9',
    'mp41',
    'mp42',
  ],
]);

/** What the first box says of a file. */
export interface FileType {
  major: string;
  compatible: string[];
  /** Whether a browser shows the samples of a track rather than an item. */
  isSequence: boolean;
}

/** Reads the `ftyp` box. @throws BrokenFormat */
export async function readFileType(source: ByteSource): Promise<FileType> {
  const view = await source.read(0, LONGEST);
  const own = readBox(view, 0);
  if (own?.type !== 'ftyp' || own.start + 8 > Math.min(own.end, view.byteLength))
    throw new BrokenFormat('The file does not say its type.');
  const major = latin1(view, own.start, 4);
  const compatible: string[] = [];
  for (let at = own.start + 8; at + 4 <= Math.min(own.end, view.byteLength); at += 4) {
    const brand = latin1(view, at, 4);
    if (BRANDS.has(brand) && !compatible.includes(brand)) compatible.push(brand);
  }
  return { major, compatible, isSequence: /^(?:avis|msf1|hev[cxms])$/.test(major) };
}

/** Writes an `ftyp` box. */
export function fileTypeBox({ major, compatible }: FileType): Uint8Array<ArrayBuffer> {
  return box('ftyp', text(major), uint(4, 0), compatible.map(text));
}
