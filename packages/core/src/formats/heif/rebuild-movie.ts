import { type ByteSource, copyOf } from '../byte-source.ts';
import { type Bytes, box, fullBox, handler, type LocatedBox, uint } from './box-writer.ts';
import { type Box, partOf } from './boxes.ts';
import { codingOf, mostPixels } from './coding.ts';
import type { MediaData, Place } from './media-data.ts';
import { readMovie, type Track } from './movie.ts';
import { rebuildProperty } from './properties.ts';
import { readSamples } from './samples.ts';

/**
 * Writes the `moov` box anew, with the track that is shown and its alpha, and puts their samples into
 * `data`. Dates, names and languages become empty.
 *
 * @returns `null` where there is no track.
 * @throws BrokenFormat
 */
export async function rebuildMovie(
  source: ByteSource,
  data: MediaData,
): Promise<LocatedBox | null> {
  const movie = await readMovie(source);
  if (!movie) return null;
  const { view, header, tracks } = movie;
  const kept = new Set(tracks.map(({ id }) => id));
  const written: LocatedBox[] = [];
  for (const track of tracks) {
    const samples = readSamples(view, track.table);
    const coding = codingOf(view, track.sample.type, track.sample.children);
    const places: Place[] = [];
    const most = mostPixels(coding, track.sample);
    for (const sample of samples) places.push(await data.addPixels([sample], coding, most, true));
    written.push((base) => trackBox({ view, track, kept, places, base }));
  }
  return (base) =>
    box(
      'moov',
      movieHeader(view, header),
      written.map((one) => one(base)),
    );
}

interface NewTrack {
  view: DataView;
  track: Track;
  /** The numbers of all tracks that are kept. */
  kept: ReadonlySet<number>;
  places: readonly Place[];
  base: number;
}

function trackBox(from: NewTrack): Uint8Array<ArrayBuffer> {
  const { view, track } = from;
  return box(
    'trak',
    trackHeader(view, track.header),
    trackReferences(from),
    track.edits ? box('edts', editList(view, track.edits)) : [],
    box(
      'mdia',
      mediaHeader(view, track.mediaHeader),
      handler(track.handler),
      box(
        'minf',
        fullBox('vmhd', 1, new Uint8Array(8)),
        box('dinf', fullBox('dref', 0, uint(4, 1), fullBox('url ', 1))),
        sampleTable(from),
      ),
    ),
  );
}

/** Bytes of a box with a version and flags, with zeros where its fields say nothing that is shown. */
function fields(
  view: DataView,
  { type, start, end }: Box,
  layout: { length: number; empty: readonly (readonly [number, number])[]; flags?: number },
): Uint8Array<ArrayBuffer> {
  const bytes = copyOf(partOf(partOf(view, start, end - start), 0, layout.length));
  for (const [offset, length] of layout.empty) bytes.fill(0, offset, offset + length);
  bytes[1] = 0;
  bytes[2] = 0;
  bytes[3] = (bytes[3] ?? 0) & (layout.flags ?? 0);
  return box(type, bytes);
}

const isLong = (view: DataView, { start }: Box): boolean => view.getUint8(start) === 1;

function movieHeader(view: DataView, header: Box): Bytes {
  return isLong(view, header)
    ? fields(view, header, {
        length: 112,
        empty: [
          [4, 16],
          [38, 10],
          [84, 24],
        ],
      })
    : fields(view, header, {
        length: 100,
        empty: [
          [4, 8],
          [26, 10],
          [72, 24],
        ],
      });
}

function trackHeader(view: DataView, header: Box): Bytes {
  return isLong(view, header)
    ? fields(view, header, {
        length: 96,
        empty: [
          [4, 16],
          [24, 4],
          [36, 8],
          [50, 2],
        ],
        flags: 15,
      })
    : fields(view, header, {
        length: 84,
        empty: [
          [4, 8],
          [16, 4],
          [24, 8],
          [38, 2],
        ],
        flags: 15,
      });
}

// "und", in letters of five bits.
const NO_LANGUAGE = 0x55c4;

function mediaHeader(view: DataView, header: Box): Bytes {
  const long = isLong(view, header);
  const bytes = long
    ? fields(view, header, {
        length: 36,
        empty: [
          [4, 16],
          [32, 4],
        ],
      })
    : fields(view, header, {
        length: 24,
        empty: [
          [4, 8],
          [20, 4],
        ],
      });
  bytes.set(uint(2, NO_LANGUAGE), 8 + (long ? 32 : 20));
  return bytes;
}

/** Its flag says whether the sequence is repeated. */
function editList(view: DataView, edits: Box): Bytes {
  const count = view.getUint32(edits.start + 4);
  const length = 8 + count * (isLong(view, edits) ? 20 : 12);
  return fields(view, edits, { length, empty: [], flags: 1 });
}

function trackReferences({ track, kept }: NewTrack): Bytes {
  const references = track.references
    .map(({ type, to }) => ({ type, to: to.filter((id) => kept.has(id)) }))
    .filter(({ type, to }) => ['auxl', 'prem'].includes(type) && to.length > 0);
  if (references.length === 0) return [];
  return box(
    'tref',
    references.map(({ type, to }) => box(type, uint(4, ...to))),
  );
}

function sampleTable({ view, track, places, base }: NewTrack): Bytes {
  const { table, sample } = track;
  const timing = (type: string, size: number): Bytes => {
    const own = table.get(type);
    if (!own) return [];
    return fields(view, own, { length: 8 + size * view.getUint32(own.start + 4), empty: [] });
  };
  return box(
    'stbl',
    fullBox('stsd', 0, uint(4, 1), sampleEntry(view, sample)),
    timing('stts', 8),
    timing('ctts', 8),
    timing('stss', 4),
    // All samples follow each other.
    fullBox('stsc', 0, uint(4, 1, 1, places.length, 1)),
    sampleSizes(places),
    fullBox('stco', 0, uint(4, 1, base + (places[0]?.offset ?? 0))),
  );
}

function sampleSizes(places: readonly Place[]): Bytes {
  const [first] = places;
  const isUniform = places.every(({ length }) => length === first?.length);
  return isUniform
    ? fullBox('stsz', 0, uint(4, first?.length ?? 0, places.length))
    : fullBox('stsz', 0, uint(4, 0, places.length), uint(4, ...places.map(({ length }) => length)));
}

const RESOLUTION = 0x480000;

/** What a decoder needs to know; the name of the encoder is left empty. */
function sampleEntry(view: DataView, { type, width, height, children }: Track['sample']): Bytes {
  return box(
    type,
    uint(2, 0, 0, 0, 1),
    new Uint8Array(16),
    uint(2, width, height),
    uint(4, RESOLUTION, RESOLUTION, 0),
    uint(2, 1),
    new Uint8Array(32),
    uint(2, 0x18, 0xffff),
    children.map((one) => rebuildProperty(view, one) ?? []),
  );
}
