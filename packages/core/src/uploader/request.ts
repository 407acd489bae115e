import { UploadError } from '../errors/upload-error.ts';
import { limits } from '../images/limits.ts';
import { metadataWithinLimit } from '../intake/rules.ts';
import type { Settings } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import { resolveHeaders } from '../transport/request-headers.ts';
import type { UploadRequest } from '../transport/transport.ts';
import type { Outgoing } from './preparing.ts';
import { requestIdOf } from './request-id.ts';

/** A request to which the app has not given its headers yet. */
export type HeaderlessRequest = Omit<UploadRequest, 'headers'>;

/**
 * Puts the headers of the moment on a request: a token that was fresh for the last one may be no more.
 *
 * @throws UploadError as `resolveHeaders`; the signal's reason when it was aborted.
 */
export async function withHeaders(
  request: HeaderlessRequest,
  item: UploadItem,
  { headers, timeouts, onEvent }: Settings,
  signal: AbortSignal,
): Promise<UploadRequest> {
  const own = await resolveHeaders(headers, signal, timeouts.response);
  signal.throwIfAborted();
  // Only for who listens: across origins, an endpoint must allow each header.
  const named = onEvent && { 'X-Request-Id': requestIdOf(item) };
  return { ...request, headers: { ...named, ...own } };
}

/**
 * Everything that is sent for an item, but for its headers.
 *
 * @throws UploadError when more is said of it than may be.
 */
export function requestOf(
  item: UploadItem,
  { file, thumbHash }: Outgoing,
  settings: Settings,
): HeaderlessRequest {
  const said = metadataOf(item, settings);
  const error = metadataWithinLimit({ file: item.file, metadata: said }, settings.rules);
  if (error) throw error;
  const metadata = withThumbHash(said, thumbHash);
  const { endpoint, withCredentials, timeouts } = settings;
  return {
    ...{ endpoint, key: item.key, withCredentials, timeouts, file },
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
