import { UploadError } from '../errors/upload-error.ts';
import { limits } from '../images/limits.ts';
import { metadataWithinLimit } from '../intake/rules.ts';
import type { Settings } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import type { Delivery, UploadRequest } from '../transport/transport.ts';
import type { Outgoing } from './preparing.ts';
import { requestIdOf } from './request-id.ts';

/** Where an item goes, and under which key. */
function deliveryOf(item: UploadItem, settings: Settings): Delivery {
  const { key } = item;
  const { endpoint, withCredentials, timeouts, onEvent } = settings;
  const headers = typeof settings.headers === 'function' ? settings.headers() : settings.headers;
  // Only for who listens: across origins, an endpoint must allow each header.
  const named = onEvent && { 'X-Request-Id': requestIdOf(item) };
  return { endpoint, key, headers: { ...named, ...headers }, withCredentials, timeouts };
}

/** Everything that is sent for an item. @throws UploadError when more is said of it than may be. */
export function requestOf(
  item: UploadItem,
  { file, thumbHash }: Outgoing,
  settings: Settings,
): UploadRequest {
  const said = metadataOf(item, settings);
  const error = metadataWithinLimit({ file: item.file, metadata: said }, settings.rules);
  if (error) throw error;
  const metadata = withThumbHash(said, thumbHash);
  return {
    ...deliveryOf(item, settings),
    file,
    fields: {
      ...(metadata !== null && { metadata }),
      ...(settings.requireSignedURLs && { requireSignedURLs: 'true' }),
      ...(settings.creator && { creator: settings.creator }),
    },
    parseResponse: settings.parseResponse,
  };
}

/** A hash is worth less than what the app has to say, so it comes along only where there is room. */
function withThumbHash(metadata: string | null, thumbHash: string | null): string | null {
  if (thumbHash === null) return metadata;
  const both = JSON.stringify({ thumbHash, ...JSON.parse(metadata ?? '{}') });
  return new TextEncoder().encode(both).length <= limits.metadata ? both : metadata;
}

/** JSON of the metadata that goes with a picture, or `null`. What people said goes over the app's. */
export function metadataOf(
  item: Pick<UploadItem, 'file' | 'metadata'>,
  { metadata }: Settings,
): string | null {
  const value = typeof metadata === 'function' ? metadata(item.file) : metadata;
  return value || item.metadata ? JSON.stringify({ ...value, ...item.metadata }) : null;
}

/** What a function of the app threw, as a failure of the item. */
export function appError(error: unknown): UploadError {
  const message = `A function among the options threw, so nothing was sent: ${String(error)}`;
  return new UploadError('app-error', message, { cause: error });
}
