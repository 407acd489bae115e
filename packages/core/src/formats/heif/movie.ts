import { BrokenFormat } from '../block.ts';
import { type ByteSource, latin1 } from '../byte-source.ts';
import { type Box, boxesIn, childrenOf, withinBounds } from './boxes.ts';
import { ALPHA, auxiliaryType } from './shown-items.ts';
import { findBox } from './top-level-boxes.ts';

/** What a `moov` box says of the track that is shown, and of its alpha. */
export interface Movie {
  /** The content of `moov`. */
  view: DataView;
  header: Box;
  /** The track that is shown, and its alpha, in the order of the file. */
  tracks: Track[];
}

/** A track, by the boxes that describe it. */
export interface Track {
  id: number;
  handler: string;
  header: Box;
  mediaHeader: Box;
  edits: Box | null;
  references: { type: string; to: number[] }[];
  table: Map<string, Box>;
  /** How its samples are encoded. */
  sample: { type: string; width: number; height: number; children: Box[] };
}

const LONGEST = 16 * 1024 * 1024;

/**
 * Reads the `moov` box of a sequence (ISO/IEC 14496-12 section 8, 23008-12 section 7).
 *
 * @returns `null` where there is none, or no track of images in it.
 * @throws BrokenFormat
 */
export async function readMovie(source: ByteSource): Promise<Movie | null> {
  const found = await findBox(source, 'moov');
  if (!found) return null;
  if (found.end - found.start > LONGEST) throw new BrokenFormat('The box "moov" is too long.');
  const view = await source.read(found.start, found.end - found.start);
  return withinBounds(() => movieIn(view));
}

function movieIn(view: DataView): Movie | null {
  const all: Track[] = [];
  for (const child of boxesIn(view, 0, view.byteLength)) {
    if (child.type === 'mvex') throw new BrokenFormat('The samples are spread over the file.');
    const track = child.type === 'trak' ? trackIn(view, child) : null;
    if (track) all.push(track);
  }
  const main = all.find(({ references }) => !references.some(({ type }) => /auxl|thmb/.test(type)));
  if (!main) return null;
  const tracks = all.filter((one) => one === main || isAlphaOf(view, one, main));
  return { view, header: needed(childrenOf(view, 0, view.byteLength), 'mvhd'), tracks };
}

function isAlphaOf(view: DataView, { references, sample }: Track, main: Track): boolean {
  const name = sample.children.find(({ type }) => type === 'auxi');
  return (
    references.some(({ type, to }) => type === 'auxl' && to.includes(main.id)) &&
    (!name || ALPHA.has(auxiliaryType(view, name)))
  );
}

function needed(children: Map<string, Box>, type: string): Box {
  const found = children.get(type);
  if (!found) throw new BrokenFormat(`There is no box "${type}".`);
  return found;
}

/** A track of images, or `null` for one of sound, of text, or in another coding. */
function trackIn(view: DataView, track: Box): Track | null {
  const children = childrenOf(view, track.start, track.end);
  const within = (parents: Map<string, Box>, type: string) => {
    const { start, end } = needed(parents, type);
    return childrenOf(view, start, end);
  };
  const media = within(children, 'mdia');
  const handler = latin1(view, needed(media, 'hdlr').start + 8, 4);
  if (!HANDLERS.has(handler)) return null;
  const table = within(within(media, 'minf'), 'stbl');
  const sample = sampleIn(view, needed(table, 'stsd'));
  if (!sample) return null;
  const header = needed(children, 'tkhd');
  const edits = children.has('edts') ? within(children, 'edts').get('elst') : undefined;
  return {
    id: view.getUint32(header.start + (view.getUint8(header.start) === 1 ? 20 : 12)),
    handler,
    header,
    mediaHeader: needed(media, 'mdhd'),
    edits: edits ?? null,
    references: referencesIn(view, children.get('tref')),
    table,
    sample,
  };
}

const HANDLERS: ReadonlySet<string> = new Set(['pict', 'vide', 'auxv']);
const SAMPLES: ReadonlySet<string> = new Set(['av01', 'hvc1', 'hev1']);
// What a sample entry of images has before its boxes.
const ENTRY = 78;

function sampleIn(view: DataView, { start, end }: Box): Track['sample'] | null {
  const [entry, ...more] = boxesIn(view, start + 8, end);
  if (!entry || !SAMPLES.has(entry.type)) return null;
  if (more.length > 0) throw new BrokenFormat('The samples are encoded in more than one way.');
  return {
    type: entry.type,
    width: view.getUint16(entry.start + 24),
    height: view.getUint16(entry.start + 26),
    children: [...boxesIn(view, entry.start + ENTRY, entry.end)],
  };
}

function referencesIn(view: DataView, box: Box | undefined): Track['references'] {
  if (!box) return [];
  return [...boxesIn(view, box.start, box.end)].map(({ type, start, end }) => ({
    type,
    to: Array.from({ length: Math.floor((end - start) / 4) }, (_, n) =>
      view.getUint32(start + 4 * n),
    ),
  }));
}
