import type { EntropyReader } from './jpeg-entropy.ts';
import type { ScanPass } from './jpeg-pass.ts';
import type { Part, Stretch } from './rebuild.ts';

const [RST0, RST7, EOI, SOF0] = [0xd0, 0xd7, 0xd9, 0xc0];

/** What a decoder reads of a scan, and where it looks for the next marker. */
export interface WalkedScan {
  parts: Part[];
  end: number;
}

/**
 * Passes over the pixels of a scan as decoders do, so that what is left out changes nothing that they show:
 * where pixels are missing, where a wrong bit looks like a marker, where restarts are missing or repeated.
 *
 * @param restarts - Units between two restarts, or 0.
 * @see jdhuff.c, jdphuff.c and `jpeg_resync_to_restart` in jdmarker.c of libjpeg-turbo, which browsers use
 */
export function walkScan(
  reader: EntropyReader,
  file: Uint8Array,
  start: number,
  pass: ScanPass,
  restarts: number,
): WalkedScan {
  const { parts, add } = collector();
  let at = start;
  // A marker that ended the pixels too early stays unread until a restart fits.
  let unread: number | null = null;
  let expected = 0;
  for (let unit = 0; unit < pass.units; ) {
    const stop = restarts > 0 ? Math.min(pass.units, unit + restarts) : pass.units;
    if (unread === null) {
      const piece = reader.read(at);
      let bit = 0;
      for (; unit < stop && bit <= piece.bits; unit++) bit = pass.skip(piece.view, bit, unit);
      const isShort = bit > piece.bits;
      const end = piece.endOf(isShort ? piece.bits : bit);
      add({ start: at, end });
      at = end;
      if (isShort) unread = piece.marker;
    }
    unit = stop;
    if (unit === pass.units) break;
    const found = resync(reader, file, unread ?? reader.nextMarker(at), expected);
    if (found.isAccepted) {
      add(markerPart(file, found.at, RST0 + expected));
      at = found.at + 2;
      unread = null;
      pass.restart();
    } else unread = found.at;
    expected = (expected + 1) & 7;
  }
  return { parts, end: unread ?? at };
}

function collector() {
  const parts: Part[] = [];
  return {
    parts,
    add(part: Part): void {
      const last = parts.at(-1);
      const isLonger = last && !(last instanceof Uint8Array) && !(part instanceof Uint8Array);
      if (isLonger && last.end === part.start) last.end = part.end;
      else parts.push(part instanceof Uint8Array ? part : { ...part });
    },
  };
}

function markerPart(
  file: Uint8Array,
  at: number,
  marker: number,
): Stretch | Uint8Array<ArrayBuffer> {
  return file[at + 1] === marker ? { start: at, end: at + 2 } : Uint8Array.of(0xff, marker);
}

/** Decides what a marker means where another was expected, as decoders do. */
function resync(
  reader: EntropyReader,
  file: Uint8Array,
  first: number,
  expected: number,
): { at: number; isAccepted: boolean } {
  for (let at = first; ; at = reader.nextMarker(at + 2)) {
    const marker = file[at + 1] ?? EOI;
    if (marker < SOF0) continue;
    if (marker < RST0 || marker > RST7) return { at, isAccepted: false };
    const ahead = (marker - RST0 - expected) & 7;
    // One of the next two: what is between is missing. One of the last two: it is repeated.
    if (ahead === 1 || ahead === 2) return { at, isAccepted: false };
    if (ahead === 6 || ahead === 7) continue;
    return { at, isAccepted: true };
  }
}
