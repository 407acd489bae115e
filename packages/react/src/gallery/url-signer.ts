import type { Image } from '@tintype/core';
import { isSafeURL } from './safe-url.ts';

/** A signed URL, and until when it can be used. */
export interface SignedURL {
  url: string;
  /**
   * A Unix time in seconds, an ISO 8601 date, or a `Date`; `null` for ever.
   *
   * It is compared with the device's clock, which may be wrong: say `expiresIn` too where you can.
   *
   * @default what the URL itself says under `exp`, as Cloudflare's do, or else for ever
   */
  expires?: number | string | Date | null | undefined;
  /** Seconds for which it can be used, counted from when it was asked for. It goes before `expires`. */
  expiresIn?: number | null | undefined;
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
  /** When the last URL was asked for. */
  asked: Moment;
  life: Life;
  /** How often in a row a fresh URL was over already, by the device's clock. */
  impossible: number;
  listeners: Set<() => void>;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: boolean;
  failures: number;
}

/** How long a URL lives, from the moment when it was asked for. */
export interface Life {
  /** Milliseconds, `Infinity` for a URL that lives for ever. */
  length: number;
  /** Whether it holds whatever the device's clock says. */
  isCertain: boolean;
}

const UNKNOWN: Signing = { status: 'signing', url: null };
const FAILED: Signing = { status: 'failed', url: null };
// A URL is used no longer than until this long before its end, for images take time to arrive …
const MARGIN = 30_000;
// … but those that live shorter still are used for most of their life.
const SHARE = 0.8;
// Whatever clocks say, no URL is renewed more often. Images that fail meanwhile ask for another one.
const CERTAIN_FLOOR = 1000;
const FLOOR = 5000;
// A fresh URL that is over already means that the device's clock is wrong, and its life is not known.
const FIRST_GUESS = 60_000;
const LONGEST_GUESS = 30 * 60_000;
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
      ...{ signing: UNKNOWN, life: { length: 0, isCertain: true }, impossible: 0 },
      ...{ asked: { date: 0, steady: Number.NEGATIVE_INFINITY }, running: false, failures: 0 },
      ...{ listeners: new Set<() => void>(), timer: undefined },
    };
    entries.set(key, entry);
    return entry;
  }

  async function ask(entry: Entry, image: Image, variant: string): Promise<void> {
    if (entry.running) return;
    entry.running = true;
    clearTimeout(entry.timer);
    const again = () => ask(entry, image, variant);
    const asked = now();
    entry.asked = asked;
    try {
      const { url, life } = readSigned(await sign(image, variant));
      const impossible = isImpossible(life) ? entry.impossible + 1 : 0;
      Object.assign(entry, { running: false, failures: 0, life, impossible });
      tell(entry, { status: 'signed', url });
      plan(entry, again, untilRenewal(life, impossible) - since(asked));
    } catch {
      Object.assign(entry, { running: false, failures: entry.failures + 1 });
      const url = isOver(entry) ? null : entry.signing.url;
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
      const isSigned = entry.signing.status === 'signed';
      const wait = isSigned ? untilRenewal(entry.life, entry.impossible) - since(entry.asked) : 0;
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
      const { asked } = entry;
      Object.assign(entry, { failures: 0, life: { length: 0, isCertain: true } });
      tell(entry, UNKNOWN);
      const wait = CERTAIN_FLOOR - since(asked);
      const run = () => void ask(entry, image, variant);
      if (wait > 0) plan(entry, run, wait);
      else run();
    },
  };
}

/** A moment by two clocks: one that somebody can set, and one that may stand still while a device sleeps. */
interface Moment {
  date: number;
  steady: number;
}

function now(): Moment {
  return { date: Date.now(), steady: performance.now() };
}

/** Milliseconds since a moment. */
function since({ date, steady }: Moment): number {
  return Math.max(Date.now() - date, performance.now() - steady);
}

function isImpossible({ length, isCertain }: Life): boolean {
  return !isCertain && length <= 0;
}

/** Where nobody knows, a URL may still work. */
function isOver({ life, asked, signing }: Entry): boolean {
  return signing.url === null || (!isImpossible(life) && since(asked) >= life.length);
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
 * Milliseconds from the moment when a URL was asked for until it is to be replaced.
 *
 * @param impossible - How often in a row a fresh URL was over already.
 */
export function untilRenewal({ length, isCertain }: Life, impossible: number): number {
  if (impossible > 0) return Math.min(LONGEST_GUESS, FIRST_GUESS * 2 ** (impossible - 1));
  const wait = length * (1 - SHARE) > MARGIN ? length - MARGIN : length * SHARE;
  return Math.max(isCertain ? CERTAIN_FLOOR : FLOOR, wait);
}

/**
 * Reads what a `signUrl` function returned.
 *
 * @throws TypeError for what is no http(s) URL.
 */
export function readSigned(answer: string | SignedURL): { url: string; life: Life } {
  const { url, expires, expiresIn } = typeof answer === 'string' ? { url: answer } : answer;
  if (!isSafeURL(url)) {
    throw new TypeError(`Tintype: signUrl must give an http(s) URL, but it gave "${url}".`);
  }
  if (typeof expiresIn === 'number' && expiresIn > 0) {
    return { url, life: { length: expiresIn * 1000, isCertain: true } };
  }
  const end = readTime(expires === undefined ? expiryOf(url) : expires);
  return { url, life: { length: end - Date.now(), isCertain: end === Number.POSITIVE_INFINITY } };
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
