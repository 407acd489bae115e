/**
 * Recognizes an endpoint that refuses a body by closing the connection before it has read it. Its response
 * is lost then, wherever the browser (Firefox) notices first that it can send no more, and looks like a
 * broken network. Two such ends in a row, with a question answered in between, are taken for a refusal.
 */
export interface EarlyCuts {
  /** A network failure. @returns whether it is in vain to send the same again. */
  failed(id: string, facts: CutFacts): boolean;
  /** The endpoint answered a question about an item. */
  answered(id: string): void;
  /** The endpoint took a body of so many bytes. */
  took(bytes: number): void;
  /** Something else has become of these items. */
  forget(ids: readonly string[]): void;
}

/** How an attempt ended. */
export interface CutFacts {
  bytes: number;
  /** Whether all of them had left. */
  sent: boolean;
  /** Milliseconds since the attempt began. */
  elapsed: number;
}

// What fits into the buffers of a connection has left before it is closed, and the response is read.
const FITS_BUFFERS = 256 * 1024;
// A server that refuses by the headers does so within a round trip or two.
const EARLY = 10_000;

/** Creates the memory of one uploader. */
export function createEarlyCuts(): EarlyCuts {
  const cuts = new Map<string, 'cut' | 'answered since'>();
  let largest = 0;
  return {
    failed(id, { bytes, sent, elapsed }) {
      const before = cuts.get(id);
      cuts.delete(id);
      if (sent || elapsed > EARLY || bytes < FITS_BUFFERS || bytes <= largest) return false;
      cuts.set(id, before ?? 'cut');
      return before === 'answered since';
    },
    answered(id) {
      if (cuts.has(id)) cuts.set(id, 'answered since');
    },
    took(bytes) {
      largest = Math.max(largest, bytes);
    },
    forget(ids) {
      for (const id of ids) cuts.delete(id);
    },
  };
}
