import type { Image } from '@tintype/core';
import { isSafeURL } from './safe-url.ts';

/** A signed URL, and until when it can be used. */
export interface SignedURL {
  url: string;
  /**
   * A Unix time in seconds, an ISO 8601 date, or a `Date`; `null` for ever.
   *
   * @default what the URL itself says under `exp`, as Cloudflare's do, or else for ever
   */
  expires?: number | string | Date | null | undefined;
}

/** Asks the app's server for a URL under which a private picture's variant can be seen for a while. */
export type SignURL = (image: Image, variant: string) => Promise<string | SignedURL>;

/** What is known of one signed URL. `url` is the last usable one. */
export type Signing =
  | { status: 'signing'; url: string | null }
  | { status: 'signed'; url: string }
  | { status: 'failed'; url: null };

/** Signed URLs of a gallery: each asked for once, and again before it expires. */
export interface URLSigner {
  /** The same object as long as nothing changes. */
  get(image: Image, variant: string): Signing;
  /** Asks for a URL, and keeps it fresh until the answer is called. */
  watch(image: Image, variant: string, listener: () => void): () => void;
  /** Asks anew, because the URL did not work. */
  renew(image: Image, variant: string): void;
}

interface Entry {
  signing: Signing;
  /** Milliseconds since the epoch. */
  expires: number;
  listeners: Set<() => void>;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: boolean;
  failures: number;
}

const UNKNOWN: Signing = { status: 'signing', url: null };
const FAILED: Signing = { status: 'failed', url: null };
// A URL is used no longer than until this long before its end, for pictures take time to arrive …
const MARGIN = 30_000;
// … but those that live shorter still are used for most of their life.
const SHARE = 0.8;
// Timers cannot wait longer than this.
const LONGEST_TIMER = 2 ** 31 - 1;
const TRIES = 4;

/** @param sign - The app's function. */
export function createURLSigner(sign: SignURL): URLSigner {
  const entries = new Map<string, Entry>();

  function entryOf(image: Image, variant: string): Entry {
    const key = JSON.stringify([image.id, variant]);
    const known = entries.get(key);
    if (known) return known;
    const entry: Entry = {
      ...{ signing: UNKNOWN, expires: 0, listeners: new Set<() => void>(), timer: undefined },
      ...{ running: false, failures: 0 },
    };
    entries.set(key, entry);
    return entry;
  }

  async function ask(entry: Entry, image: Image, variant: string): Promise<void> {
    if (entry.running) return;
    entry.running = true;
    clearTimeout(entry.timer);
    const again = () => ask(entry, image, variant);
    try {
      const signed = readSigned(await sign(image, variant));
      Object.assign(entry, { running: false, failures: 0, expires: signed.expires });
      tell(entry, { status: 'signed', url: signed.url });
      plan(entry, again, untilRenewal(signed.expires, Date.now()));
    } catch {
      Object.assign(entry, { running: false, failures: entry.failures + 1 });
      const url = entry.expires > Date.now() ? entry.signing.url : null;
      if (url === null && entry.failures >= TRIES) tell(entry, FAILED);
      else if (url !== entry.signing.url) tell(entry, UNKNOWN);
      if (entry.failures < TRIES || url !== null) plan(entry, again, 1000 * 2 ** entry.failures);
    }
  }

  return {
    get: (image, variant) => entryOf(image, variant).signing,
    watch(image, variant, listener) {
      const entry = entryOf(image, variant);
      entry.listeners.add(listener);
      const wait = entry.signing.status === 'signed' ? untilRenewal(entry.expires, Date.now()) : 0;
      const run = () => void ask(entry, image, variant);
      if (wait > 0) plan(entry, run, wait);
      else if (entry.signing.status !== 'failed') run();
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size === 0) clearTimeout(entry.timer);
      };
    },
    renew(image, variant) {
      const entry = entryOf(image, variant);
      Object.assign(entry, { failures: 0, expires: 0 });
      tell(entry, UNKNOWN);
      void ask(entry, image, variant);
    },
  };
}

function tell(entry: Entry, signing: Signing): void {
  entry.signing = signing;
  for (const listener of entry.listeners) listener();
}

function plan(entry: Entry, run: () => unknown, wait: number): void {
  clearTimeout(entry.timer);
  const wanted = entry.listeners.size > 0;
  if (wanted && wait < LONGEST_TIMER) entry.timer = setTimeout(run, wait);
}

/**
 * Milliseconds until a URL is to be replaced.
 *
 * @param expires - Milliseconds since the epoch, `Infinity` for a URL that lives for ever.
 */
export function untilRenewal(expires: number, now: number): number {
  const left = Math.max(0, expires - now);
  return left * (1 - SHARE) > MARGIN ? left - MARGIN : left * SHARE;
}

/**
 * Reads what a `signUrl` function answered; `expires` in milliseconds since the epoch.
 *
 * @throws TypeError for what is no http(s) URL.
 */
export function readSigned(answer: string | SignedURL): { url: string; expires: number } {
  const { url, expires } = typeof answer === 'string' ? { url: answer } : answer;
  if (!isSafeURL(url)) {
    throw new TypeError(`Tintype: signUrl must give an http(s) URL, but it gave "${url}".`);
  }
  return { url, expires: readTime(expires === undefined ? expiryOf(url) : expires) };
}

function expiryOf(url: string): number | null {
  const exp = new URL(url, 'http://relative.invalid').searchParams.get('exp');
  return exp !== null && /^\d+$/.test(exp) ? Number(exp) : null;
}

function readTime(expires: number | string | Date | null): number {
  if (expires === null) return Number.POSITIVE_INFINITY;
  const time = typeof expires === 'number' ? expires * 1000 : new Date(expires).getTime();
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}
