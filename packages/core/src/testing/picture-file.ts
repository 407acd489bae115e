/** What pictures of every format have in common. All can be left out. */
export interface PictureOptions {
  /** @default 'picture' with the ending of the format */
  name?: string | undefined;
  /** Pixels as the picture is shown. @default 64 */
  width?: number | undefined;
  /** Pixels as the picture is shown. @default 48 */
  height?: number | undefined;
  /** Red, green and blue, from 0 to 255. @default [70, 110, 160] */
  color?: Color | undefined;
  /**
   * Bytes that the file has at least. What is missing is put behind the picture, where no decoder looks.
   *
   * @default as few as the picture needs
   */
  size?: number | undefined;
  /** Milliseconds since the epoch. @default 2026-01-01, so that files are the same in each run */
  lastModified?: number | undefined;
}

/** Red, green and blue, from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** A picture's measures and colour, with nothing left open. */
export interface Drawing {
  width: number;
  height: number;
  color: Color;
}

const NEW_YEAR = Date.UTC(2026, 0, 1);

/**
 * Fills in the defaults.
 *
 * @param most - Pixels that a side can have in this format.
 * @throws TypeError for a side that is no whole number from 1 to `most`, or a colour that is none.
 */
export function drawingOf(options: PictureOptions, most: number): Drawing {
  const { width = 64, height = 48, color = [70, 110, 160] } = options;
  for (const [name, value] of Object.entries({ width, height })) {
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new TypeError(
        `Tintype: ${name} must be a whole number from 1 to ${most}, not ${value}.`,
      );
    }
  }
  if (color.length !== 3 || !color.every((part) => part >= 0 && part <= 255)) {
    throw new TypeError(`Tintype: color must be three numbers from 0 to 255, not ${color}.`);
  }
  return { width, height, color };
}

/** Makes a file of what was written. */
export function fileOf(
  parts: readonly Uint8Array<ArrayBuffer>[],
  type: string,
  { name = `picture.${ENDINGS[type]}`, size = 0, lastModified = NEW_YEAR }: PictureOptions,
): File {
  const written = parts.reduce((sum, { length }) => sum + length, 0);
  const padding = new Uint8Array(Math.max(0, size - written));
  return new File([...parts, padding], name, { type, lastModified });
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/svg+xml': 'svg',
};

/** Characters of Latin-1 as bytes. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Puts stretches of bytes one behind the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
