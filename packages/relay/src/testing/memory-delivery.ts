import { signURL } from '../signed-url.ts';
import type { MemoryFile } from './memory-form.ts';
import type { MemoryRecord } from './memory-records.ts';

/** What a `GET` of a delivery URL is answered with. */
export interface MemoryDelivery {
  /** Key that URLs of private pictures are signed with. */
  key: string;
  variants: readonly string[];
}

/**
 * Shows a picture, in every variant as it came. Private ones need a signature, as they do at Cloudflare.
 *
 * @param url - As it was asked for.
 */
export async function deliver(
  url: string,
  record: MemoryRecord | undefined,
  { key, variants }: MemoryDelivery,
): Promise<Response> {
  const variant = new URL(url).pathname.split('/').at(-1) ?? '';
  if (!record || record.image.draft) return refusal(404, 9404, 'Image not found');
  if (!variants.includes(variant)) {
    return refusal(
      403,
      9425,
      "Image access denied: This account doesn't have variant with this name",
    );
  }
  const mayBeSeen = !record.image.requireSignedURLs || (await isSigned(url, key));
  if (!mayBeSeen) return refusal(403, 9425, 'Image access denied: this image requires signed URLs');
  const { bytes, type } = record.file ?? ONE_PIXEL;
  return new Response(bytes, { headers: { 'Content-Type': type } });
}

async function isSigned(url: string, key: string): Promise<boolean> {
  const { origin, pathname, searchParams } = new URL(url);
  const expires = Number(searchParams.get('exp'));
  if (!(expires * 1000 > Date.now())) return false;
  const signed = new URL(await signURL(origin + pathname, key, expires));
  return signed.searchParams.get('sig') === searchParams.get('sig');
}

function refusal(status: number, code: number, message: string): Response {
  const headers = { 'Content-Type': 'text/plain;charset=utf-8', 'cf-images': `err=${code}` };
  return new Response(`ERROR ${code}: ${message}\n`, { status, headers });
}

// A transparent GIF, for images that were there from the start.
const ONE_PIXEL: Pick<MemoryFile, 'bytes' | 'type'> = {
  bytes: Uint8Array.from(
    atob('R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=='),
    (character) => character.charCodeAt(0),
  ),
  type: 'image/gif',
};
