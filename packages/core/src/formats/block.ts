/** What a stretch of a file is for. */
export type BlockKind =
  /** Needed to show the picture. */
  | 'image'
  /** The colour profile. */
  | 'profile'
  | 'exif'
  | 'xmp'
  | 'iptc'
  /** Comments and other readable text. */
  | 'text'
  /** The frame's own header, with a small picture in it that `rewrite` takes out. */
  | 'thumbnail'
  /** Something that only its maker understands. */
  | 'unknown'
  /** What stands behind the end of the picture: a second picture, a video, another file. */
  | 'trailer';

/** A stretch of a file, from one offset to another. A file's blocks leave nothing out. */
export interface Block {
  kind: BlockKind;
  start: number;
  end: number;
  /** Offset of the TIFF header, where `kind` is `exif`. */
  tiff?: number;
  /** Where the TIFF block ends, where that is before the end of the block. */
  tiffEnd?: number;
  /** Others refer to what comes behind by its offset, so its length may not change. */
  fixed?: boolean;
  /** Makes the block anew, once it is known what remains of the file. */
  rewrite?: (block: DataView, kept: Remains) => Uint8Array<ArrayBuffer>;
}

/** What remains of a file. */
export interface Remains {
  /** Bytes in all. */
  size: number;
  kinds: ReadonlySet<BlockKind>;
}

/** Ends where a file turns out to be broken: what was read until then may still be of use. */
export async function* untilBroken<Part>(parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts;
  } catch (error) {
    if (!(error instanceof BrokenFormat)) throw error;
  }
}

/** A file that contradicts its own format, so that nobody can say where its metadata is. */
export class BrokenFormat extends Error {
  override readonly name = 'BrokenFormat';
}
