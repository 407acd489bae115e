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

/** A stretch of a file, from one offset to another. */
export interface Block {
  kind: BlockKind;
  start: number;
  end: number;
  /** Offset of the TIFF header, where `kind` is `exif`. */
  tiff?: number;
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
