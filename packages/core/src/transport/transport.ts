import type { Image } from '../images/image.ts';
import type { ApiAccess } from './fetch-api.ts';
import type { ParseResponse } from './foreign-response.ts';

/** Where a picture goes. */
export interface Delivery {
  endpoint: string;
  /** Recognises the picture when it is sent again; `null` where the URL itself does. */
  key: string | null;
  /** Made for this one request. */
  headers: Readonly<Record<string, string>>;
  /** Sends cookies to another origin too. */
  withCredentials: boolean;
  timeouts: Timeouts;
}

/** What small requests to the same endpoint need. */
export function accessOf({ headers, withCredentials, timeouts }: Delivery): ApiAccess {
  return { headers, withCredentials, timeout: timeouts.response };
}

/** How long to wait, in milliseconds. */
export interface Timeouts {
  /** Without a byte that leaves, once the first is known to have left. */
  stall: number;
  /**
   * For a response, once all bytes have left. Where the browser does not tell when they leave, as behind
   * some service workers, `stall` and the time that a very slow connection needs (4 kB per second) are
   * added.
   */
  response: number;
}

/** One picture, ready to be sent. */
export interface UploadRequest extends Delivery {
  file: File;
  /** Form fields that go before the file. */
  fields: Readonly<Record<string, string>>;
  /** Reads a response that is not an envelope of the Images API. */
  parseResponse?: ParseResponse | undefined;
}

/** What the sender wants to hear while an attempt is under way. */
export interface Attempt {
  /** Aborting it ends the attempt and rejects its promise with the signal's reason. */
  signal: AbortSignal;
  /** Share of the body that was handed to the network, from 0 to 1. */
  onProgress(ratio: number): void;
  /** The last byte is out. */
  onSent(): void;
}

/**
 * Makes one attempt to send one file. Resolves only when the service has said that it stored the
 * picture; rejects with an `UploadError`, or with the signal's reason when it was aborted.
 */
export type Transport = (request: UploadRequest, attempt: Attempt) => Promise<Image>;
