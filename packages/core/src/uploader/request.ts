import { UploadError } from '../errors/upload-error.ts';
import type { Settings } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import type { Delivery, UploadRequest } from '../transport/transport.ts';

/** Where an item goes, and under which key. */
function deliveryOf({ key }: UploadItem, settings: Settings): Delivery {
  const { endpoint, withCredentials, timeouts } = settings;
  const headers = typeof settings.headers === 'function' ? settings.headers() : settings.headers;
  return { endpoint, key, headers: { ...headers }, withCredentials, timeouts };
}

/** Everything that is sent for an item. */
export function requestOf(item: UploadItem, settings: Settings): UploadRequest {
  const metadata = metadataOf(item.file, settings);
  return {
    ...deliveryOf(item, settings),
    file: item.file,
    fields: {
      ...(metadata !== null && { metadata }),
      ...(settings.requireSignedURLs && { requireSignedURLs: 'true' }),
      ...(settings.creator && { creator: settings.creator }),
    },
    parseResponse: settings.parseResponse,
  };
}

/** JSON of the metadata that goes with a file, or `null`. */
export function metadataOf(file: File, { metadata }: Settings): string | null {
  const value = typeof metadata === 'function' ? metadata(file) : metadata;
  return value ? JSON.stringify(value) : null;
}

/** What a function of the app threw, as a failure of the item. */
export function appError(error: unknown): UploadError {
  const message = `A function among the options threw, so nothing was sent: ${String(error)}`;
  return new UploadError('app-error', message, { cause: error });
}
