/** A picture to show while its original is on the way. */
export interface Preview {
  url: string;
  /** What it takes of the memory, in bytes. */
  bytes: number;
  /** Lets go of the picture's bytes. The URL is dead afterwards. */
  release(): void;
}

// Longer ones would be dear to keep as text.
const LONGEST_DATA_URL = 48 * 1024;

/**
 * Makes a URL for an `<img>`. Small pictures become data URLs where the page may show them, for Chromium
 * needs a few milliseconds to hand out an object URL and to load what is behind it.
 *
 * @param picture - Bytes of a JPEG, or what a browser has encoded.
 */
export function createPreview(picture: Blob | Uint8Array<ArrayBuffer>): Preview {
  if (picture instanceof Uint8Array && allowed && picture.length <= LONGEST_DATA_URL) {
    const url = `data:image/jpeg;base64,${base64(picture)}`;
    return { url, bytes: url.length, release: () => undefined };
  }
  const blob = picture instanceof Blob ? picture : new Blob([picture], { type: 'image/jpeg' });
  const url = URL.createObjectURL(blob);
  return { url, bytes: blob.size, release: () => URL.revokeObjectURL(url) };
}

// Whether this page shows data URLs; its Content-Security-Policy (`img-src`) may forbid them.
let allowed: boolean | undefined;

/** Finds out which URLs the page may show, before there is a preview. */
export function learnURLs(): void {
  if (allowed !== undefined || typeof Image !== 'function') return;
  allowed = false;
  const probe = new Image();
  probe.onload = () => {
    allowed = true;
  };
  probe.src = ONE_PIXEL;
}

const ONE_PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIA';

function base64(bytes: Uint8Array): string {
  const modern = bytes as Uint8Array & { toBase64?: () => string };
  return modern.toBase64?.() ?? btoa(String.fromCharCode(...bytes));
}
