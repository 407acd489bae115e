import type { ByteSource } from './byte-source.ts';
import type { StripLevel } from './strip-level.ts';

/** A stretch of the file that is rebuilt. */
export interface Stretch {
  start: number;
  end: number;
}

/** A piece of the new file: bytes that the old file has, or new ones. */
export type Part = Stretch | Uint8Array<ArrayBuffer>;

/**
 * Yields the new file, piece by piece: blocks on the format's allow-list, each with exactly the bytes that
 * its definition allows. Whatever the image does not need is left out. Rebuilding the result yields the
 * same bytes again.
 *
 * @throws BrokenFormat where browsers show nothing of the file.
 * @throws NotUnderstood where only a decoder can tell the image from what else is in the file.
 */
export type Rebuild = (source: ByteSource, level: StripLevel) => AsyncIterable<Part>;

/** A file whose pixels can be shown, but cannot be told apart from what may hide among them. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}
