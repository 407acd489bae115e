import type { AccountConfig } from '../records/account-config.ts';
import type { ImageRecords } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';
import type { SigningKeys } from '../records/signing-keys.ts';
import type { VariantRecords } from '../records/variant-records.ts';
import { RenderRefusal } from '../variants/render-refusal.ts';
import { type Access, checkAccess, denied } from './access.ts';
import { cacheControl } from './answer-headers.ts';
import { type DeliveryPath, readDeliveryPath } from './delivery-path.ts';
import { readWanted, type Wanted } from './wanted.ts';

/** What has to be known to judge a request. */
export interface RequestStores {
  records: Pick<ImageRecords, 'get' | 'hasKey'>;
  variants: Pick<VariantRecords, 'get'>;
  signingKeys: Pick<SigningKeys, 'list'>;
  config: Pick<AccountConfig, 'get'>;
}

/** A request for a picture that may be seen. */
export interface PictureRequest {
  record: ImageRecord;
  wanted: Wanted;
  /** The answer's `Cache-Control`. */
  caching: string;
}

/**
 * Reads a request for a picture, and decides whether it may be seen.
 *
 * @param url - Target of the request.
 * @throws RenderRefusal when there is no such picture, or it may not be seen so.
 */
export function readPictureRequest(
  url: string,
  hash: string,
  stores: RequestStores,
): PictureRequest {
  const path = readDeliveryPath(url, hash);
  if (path === 'not found') throw notFound();
  if (path === 'wrong account') {
    throw new RenderRefusal(403, 9427, 'Image access denied with incorrect account id');
  }
  const wanted = readWanted(path.variant, stores);
  const record = stores.records.get(path.id);
  if (!record) throw notFound();
  const access = accessTo(record, wanted, path, stores);
  return { record, wanted, caching: cachingOf(wanted, access, path, stores) };
}

function accessTo(
  record: ImageRecord,
  wanted: Wanted,
  path: DeliveryPath,
  { signingKeys }: RequestStores,
): Access {
  if (wanted.kind === 'flexible' && record.requireSignedURLs) {
    throw denied('flexible variants cannot be used on images that require signed URLs');
  }
  const variant = wanted.kind === 'named' ? wanted.variant : undefined;
  return checkAccess(record, variant, path, signingKeys);
}

function cachingOf(
  wanted: Wanted,
  access: Access,
  { query }: DeliveryPath,
  { config }: RequestStores,
): string {
  const own = wanted.kind === 'named' ? wanted.variant.options.browser_ttl : undefined;
  const exp = query.get('exp');
  const browserTTL = own ?? config.get().browserTTL;
  return cacheControl({ access, browserTTL, expires: exp === null ? null : Number(exp) });
}

/** There is no such picture, or there is none any more. */
export function notFound(): RenderRefusal {
  return new RenderRefusal(404, 9404, 'Image not found');
}
