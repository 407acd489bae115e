/** A picture to show while its original is on the way. */
export interface Preview {
  url: string;
  /** Lets go of the picture's bytes. The URL is dead afterwards. */
  release(): void;
}

// Formats that no browser, or not every one, can show in an <img>.
const UNSHOWABLE = new Set(['image/heic']);

/**
 * Makes a preview of a file, or `null` where browsers cannot show its format or there is no browser.
 * An object URL keeps its file's bytes alive until `release` is called.
 */
export function createPreview(file: File, mediaType: string): Preview | null {
  if (UNSHOWABLE.has(mediaType) || typeof URL.createObjectURL !== 'function') return null;
  const url = URL.createObjectURL(file);
  return { url, release: () => URL.revokeObjectURL(url) };
}
