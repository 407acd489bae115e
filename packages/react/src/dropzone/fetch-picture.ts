import type { URLProblem } from '../anatomy/dropzone-labels.ts';

/** What came of an address: a file, or why not. */
export type FetchedPicture = { file: File } | { problem: URLProblem };

interface FetchPictureOptions {
  /** Bytes at most; `Infinity` where there is no limit. */
  maxFileSize: number;
  signal: AbortSignal;
}

/**
 * Fetches a picture as the page, without cookies and without saying where it comes from. The other site
 * must allow that (`Access-Control-Allow-Origin`); most do not.
 *
 * @throws DOMException when it is called off.
 */
export async function fetchPicture(
  address: string,
  { maxFileSize, signal }: FetchPictureOptions,
): Promise<FetchedPicture> {
  const url = webAddress(address);
  if (!url) return { problem: { reason: 'invalid' } };
  const response = await ask(url, signal);
  if (!response) return { problem: { reason: 'blocked' } };
  if (!response.ok) return { problem: { reason: 'refused', status: response.status } };
  const type = response.headers.get('Content-Type')?.split(';')[0]?.trim() ?? '';
  if (/^(text|video|audio)\//.test(type)) return { problem: { reason: 'no-picture' } };
  const parts = await readWithin(response, maxFileSize);
  if (!parts) return { problem: { reason: 'too-large', limit: maxFileSize } };
  return { file: new File(parts, nameOf(url), { type }) };
}

function webAddress(text: string): URL | null {
  const address = text.trim();
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}

/** `null` where the browser got no answer, or does not let the page see it. It does not tell which. */
async function ask(url: URL, signal: AbortSignal): Promise<Response | null> {
  try {
    return await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Stops as soon as there is too much, whatever was announced. */
async function readWithin(response: Response, most: number): Promise<BlobPart[] | null> {
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return parts;
    bytes += value.byteLength;
    if (bytes > most) {
      await reader?.cancel();
      return null;
    }
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
}

function nameOf({ pathname, hostname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last) || hostname;
  } catch {
    return last;
  }
}
