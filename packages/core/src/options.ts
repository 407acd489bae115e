import type { UploadError } from './errors/upload-error.ts';
import type { StripLevel } from './formats/strip-level.ts';
import type { Image } from './images/image.ts';
import { acceptedTypes, limits } from './images/limits.ts';
import type { BeforeAdd } from './intake/before-add.ts';
import type { IntakeRules } from './intake/rules.ts';
import type { PrepareSettings } from './preparation/prepare-settings.ts';
import { browserConnectivity, type Connectivity } from './queue/connectivity.ts';
import type { DoneItem, UploadItem } from './queue/item.ts';
import type { RetryOptions } from './queue/retry-policy.ts';
import type { UploadProgress } from './queue/totals.ts';
import type { ParseResponse } from './transport/foreign-response.ts';
import type { RequestHeaders } from './transport/request-headers.ts';
import type { Timeouts } from './transport/transport.ts';
import type { UploadEvent } from './uploader/upload-events.ts';

/** Custom metadata of a picture. Its JSON may have at most 1,024 bytes. */
export type Metadata = Record<string, unknown>;

/** What may be done to a picture before it is sent. */
export interface PreparationOptions {
  /**
   * Pixels of the longer side at most. Larger images are shrunk, whatever their bytes become; smaller
   * ones, animations and drawings are left alone, and so is what the browser cannot decode (HEIC in
   * most). The result may be up to 2 % smaller, where a JPEG can so be decoded straight to its final
   * size, in half the time.
   *
   * Setting it also lets in what is over the service's limits, and shrinks it until it fits.
   *
   * A browser that resists fingerprinting (Tor, LibreWolf, Brave, Firefox with such a setting) hides the
   * pixels of images from the page: there, images keep their size, and those over a limit are rejected.
   *
   * @default Infinity
   */
  maxSide?: number | undefined;
  /** How well pictures are encoded that must be drawn anew, from 0 to 1. @default 0.85 */
  quality?: number | undefined;
  /**
   * What is taken out of the file, without encoding it anew, so that every pixel stays as it is.
   *
   * - `'all'`: everything but the orientation and the colour profile: position, date, camera, serial
   *   numbers, owner, thumbnails, comments, XMP, IPTC, and what hides behind the end of the picture.
   * - `'location'`: what tells the place: GPS, XMP, IPTC, makers' notes, thumbnails, and what hides
   *   behind the end of the picture. Camera, exposure, date, owner and comments stay.
   * - `false`: nothing.
   *
   * @default 'all'
   */
  stripMetadata?: StripLevel | false | undefined;
  /**
   * Puts a ThumbHash of the picture, as Base64, into its metadata under `thumbHash`, where it fits into
   * the 1,024 bytes: galleries can paint it before the picture arrives.
   *
   * @default false
   * @see https://evanw.github.io/thumbhash/
   */
  thumbHash?: boolean | undefined;
}

/** {@link PreparationOptions}, and what pictures become. */
export interface UploadPreparationOptions extends PreparationOptions {
  /**
   * Converts images to this type, whatever their bytes become: `'image/jpeg'`, `'image/webp'` or
   * `'image/png'`. Animations and drawings keep their type, and images with transparent
   * pixels become WebP where JPEG is wanted. An
   * image that the browser cannot decode (HEIC in most) fails with `preparation-failed`. Where a browser
   * resists fingerprinting, images keep their type.
   *
   * @default each its own
   */
  convert?: string | undefined;
}

/** What an uploader needs to know. Only `endpoint` is required. */
export interface UploaderOptions {
  /**
   * Where pictures are posted to: a Tintype relay, or any server that takes a multipart `file` and
   * answers with the envelope of the Images API.
   *
   * @example '/api/images'
   */
  endpoint: string;
  /** Starts each picture as soon as it is admitted. Else they wait for `start()`. @default true */
  autoStart?: boolean | undefined;
  /**
   * Uploads at once. Browsers open six HTTP/1.1 connections to a host; taking them all starves the
   * page's own requests.
   *
   * @default 3
   */
  concurrency?: number | undefined;
  /**
   * Media types that may come in, proved by a file's first bytes and not by its name.
   *
   * @default what Cloudflare Images takes: JPEG, PNG, GIF, WebP, SVG, HEIC
   */
  accept?: readonly string[] | undefined;
  /** Pictures at most. @default Infinity */
  maxFiles?: number | undefined;
  /**
   * Decides what happens to a file that is added when `maxFiles` images are there.
   *
   * - `'reject'`: it is rejected with `too-many-files`.
   * - `'replace'`: it takes the place of the oldest image, once it has passed every check. An upload that
   *   is replaced is canceled; a stored image that is replaced is passed to `onRemove`.
   *
   * @default 'replace' where `maxFiles` is 1, else 'reject'
   */
  whenFull?: 'reject' | 'replace' | undefined;
  /**
   * Applies the app's own rules to each file that comes in, whichever way it comes: chosen, dropped,
   * pasted, photographed, fetched or passed to `add()`. Called in the order of the files, after the
   * limits above are met, and before anything is sent. Not called for `initialImages`, nor again for what
   * `persist` brings back.
   *
   * Returns, or resolves to: nothing or `true` to take the file, a `File` to take in its place, `false` to
   * leave it out without a word, or a string to reject it with `refused-by-app` and show that sentence to
   * the user. If it throws, the file is rejected with `app-error`.
   *
   * @example
   * ```ts
   * beforeAdd: (file, { width, height }) =>
   *   Math.min(width ?? 0, height ?? 0) < 800 ? `${file.name} must have 800 pixels each way.` : true
   * ```
   */
  beforeAdd?: BeforeAdd | undefined;
  /** Bytes of one file at most. @default 10 MB, the service's own limit */
  maxFileSize?: number | undefined;
  /**
   * Pixels of the longer side at most: pictures with more are rejected, or shrunk where `prepare.maxSide` is set.
   *
   * @default 12000, the service's own limit
   */
  maxDimension?: number | undefined;
  /** Width times height, and times the frames, at most. @default 100000000, the service's own limit */
  maxPixels?: number | undefined;
  /** Custom metadata, the same for all pictures or made for each file. */
  metadata?: Metadata | ((file: File) => Metadata | undefined) | undefined;
  /** Whom the pictures belong to. A Tintype relay does not believe it and asks `authorize` instead. */
  creator?: string | undefined;
  /** Makes the pictures private: their variants need signed URLs. @default false */
  requireSignedURLs?: boolean | undefined;
  /**
   * More request headers: an object, or a function that makes them, such as with a fresh token, and may
   * return a promise. The function is asked before every request of every kind, retries included. When it
   * throws, the item fails with `app-error`; when its promise is rejected, it is tried again as `retry`
   * says. One-time upload URLs never get these headers.
   *
   * @example async () => ({ Authorization: `Bearer ${await session.token()}` })
   */
  headers?: RequestHeaders | undefined;
  /**
   * Which way the bytes go. `'relay'`: through the endpoint. `'direct'`: straight to the image service,
   * with a one-time upload URL that a Tintype relay gives (`POST /direct`). Private pictures go that
   * way in any case where the endpoint offers it, since only so can they be stored exactly once.
   *
   * @default 'relay'
   */
  mode?: 'relay' | 'direct' | undefined;
  /** Sends cookies to an endpoint of another origin too. @default false */
  withCredentials?: boolean | undefined;
  /**
   * Makes a `previewUrl` for each item, beside the page, so that it never stands still. `size` is the
   * side, in CSS pixels, of the square that a preview covers.
   *
   * @default { size: 96 }
   */
  previews?: boolean | { size?: number | undefined } | undefined;
  /**
   * What is done to pictures before they are sent. Unless you say otherwise, they lose their metadata
   * (where they were taken, with which camera) and nothing else.
   *
   * `false` sends the bytes as chosen, without a look at them: a file that states an accepted type is
   * believed and not opened, its `width` and `height` stay unknown, and whether it is a picture within
   * the service's pixel limits is for the service to say. Files that state another type or none are
   * looked at, and so are all where `maxDimension` or `maxPixels` is set.
   *
   * @default { stripMetadata: 'all' }
   * @example { maxSide: 2560, quality: 0.8 }
   */
  prepare?: UploadPreparationOptions | false | undefined;
  /**
   * When a picture is sent again by itself: after a refusal that says "not now" (408, 425, 429, 503),
   * with `Retry-After` obeyed, and after an unclear failure (a connection that died or stood still,
   * another 5xx, a response that broke off), when a Tintype relay has said that the picture is not stored
   * yet, or the endpoint is `idempotent`. `false` leaves all retries to people.
   *
   * An endpoint that speaks the Images API is taken for idempotent, as the relay is; one that needs
   * `parseResponse`, and one that takes private pictures without one-time URLs, is not, unless you say so.
   *
   * @default { attempts: 5, baseDelay: 1000, maxDelay: 60000 }
   */
  retry?: Partial<RetryOptions> | false | undefined;
  /**
   * How long to wait for bytes to leave and for the response, in milliseconds.
   *
   * @default { stall: 30000, response: 120000 }
   */
  timeouts?: Partial<Timeouts> | undefined;
  /**
   * Tells whether there is a network. While there is none, nothing is sent, and no attempt is lost;
   * an endpoint on this machine needs none.
   *
   * @default what the browser says; in React, React Query's `onlineManager`
   */
  connectivity?: Connectivity | undefined;
  /**
   * Keeps files, keys and one-time URLs in IndexedDB, until the service has stored the picture or it is
   * removed. After a reload or a crash, the next page with the same option goes on where the last one
   * stopped; of several tabs, one takes it over. Where nothing can be kept, the snapshot's `warning`
   * says so, and pictures are uploaded all the same.
   *
   * A text names the queue: give each user their own, or the next one to sign in goes on with the
   * pictures of the last. Read once, when the uploader is first used.
   *
   * @default false
   */
  persist?: boolean | string | undefined;
  /** Makes the browser ask before the page is left while pictures are on their way. @default false */
  confirmLeave?: boolean | undefined;
  /**
   * Reads every response of an endpoint that does not speak the Images API. Returns the stored image, or
   * throws an `Error` whose message the user reads. A `TypeError` or `SyntaxError` means that the body is
   * not what was expected: the error then follows from the status alone.
   *
   * @example
   * ```ts
   * (body, status) => {
   *   const { url, error } = JSON.parse(body);
   *   if (status >= 400) throw new Error(error);
   *   return { id: url, filename: null, uploaded: '', requireSignedURLs: false, variants: [url] };
   * }
   * ```
   */
  parseResponse?: ParseResponse | undefined;

  /**
   * Images that are stored already, such as those of the form that is being edited. They are listed first,
   * as `done`, are never sent, and count for `maxFiles`. Images that are named later, such as those of a
   * query, are added when they come; those that were removed come back by `reset()` only.
   *
   * @default none
   */
  initialImages?: readonly Image[] | undefined;

  /** Files were added. Called before they are looked at. */
  onAdd?: ((items: readonly UploadItem[]) => void) | undefined;
  /** Something moved: once per frame at most. */
  onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** The service stored a picture. */
  onUploaded?: ((image: Image, item: UploadItem) => void) | undefined;
  /** A picture was rejected, or its last attempt failed. */
  onError?: ((error: UploadError, item: UploadItem) => void) | undefined;
  /** Nothing waits and nothing runs any more. */
  onSettled?: ((items: readonly UploadItem[]) => void) | undefined;
  /**
   * A stored image was taken off the list by `remove()`, or replaced by a newer one (`whenFull`). The
   * service has it still: delete it there if nothing else refers to it. Not called by `clear()`,
   * `reset()` and `destroy()`, which put the list away and not its images.
   */
  onRemove?: ((image: Image, item: DoneItem) => void) | undefined;
  /**
   * Is told of everything that happens to pictures, for logs and traces, shortly after it has happened.
   * With it, each attempt carries an `X-Request-Id`, under which a Tintype relay tells what happened on its
   * side; an endpoint on another origin must allow that header. One-time upload URLs never get it.
   */
  onEvent?: ((event: UploadEvent) => void) | undefined;
}

/** Options with every default filled in. */
export interface Settings extends Omit<UploaderOptions, 'prepare'> {
  autoStart: boolean;
  concurrency: number;
  mode: 'relay' | 'direct';
  /** The queue that survives the page, or `null`. */
  queueName: string | null;
  previews: boolean;
  /** Pixels of a preview's shorter side. */
  previewSide: () => number;
  /** `null` where files are sent as they are. */
  prepare: PrepareSettings | null;
  withCredentials: boolean;
  retry: RetryOptions;
  timeouts: Timeouts;
  connectivity: Connectivity;
  rules: IntakeRules;
}

/**
 * Fills in the defaults.
 *
 * @throws TypeError when an option is not what it must be; the message names it.
 */
export function resolveOptions(options: UploaderOptions): Settings {
  check('endpoint', options.endpoint, isText, 'a URL or a path such as "/api/images"');
  const concurrency = options.concurrency ?? 3;
  check('concurrency', concurrency, isCount, 'a whole number, 1 or more');
  check('headers', options.headers ?? {}, isHeaders, 'an object or a function');
  const mode = options.mode ?? 'relay';
  check('mode', mode, isMode, '"relay" or "direct"');
  const idempotent = !options.parseResponse && !options.requireSignedURLs;
  const given = options.retry || {};
  const retry = { attempts: 5, baseDelay: 1000, maxDelay: 60_000, idempotent, ...given };
  check('retry.attempts', retry.attempts, isCount, 'a whole number, 1 or more');
  const rules = resolveRules(options);
  const timeouts = { stall: 30_000, response: 120_000, ...options.timeouts };
  check('timeouts.stall', timeouts.stall, isPositive, 'a number of milliseconds above 0');
  check('timeouts.response', timeouts.response, isPositive, 'a number of milliseconds above 0');
  return {
    ...options,
    autoStart: options.autoStart ?? true,
    concurrency,
    mode,
    queueName: queueNameOf(options),
    previews: options.previews !== false,
    previewSide: previewSideOf(options),
    prepare: options.prepare === false ? null : resolvePreparation(options.prepare, rules),
    withCredentials: options.withCredentials ?? false,
    retry: options.retry === false ? { ...retry, attempts: 1 } : retry,
    timeouts,
    connectivity: options.connectivity ?? browserConnectivity,
    rules,
  };
}

/**
 * Fills in the defaults.
 *
 * @param rules - What the result must keep to.
 * @throws TypeError when an option is not what it must be; the message names it.
 */
export function resolvePreparation(
  options: UploadPreparationOptions = {},
  rules: Pick<IntakeRules, 'maxFileSize' | 'maxDimension' | 'maxPixels'> = SERVICE,
): PrepareSettings {
  const { maxSide, quality = 0.85, stripMetadata = 'all', convert = null } = options;
  check('maxSide', maxSide ?? 1, isPositive, 'a number of pixels above 0');
  check('quality', quality, isShare, 'a number from 0 to 1');
  check('stripMetadata', stripMetadata, isStripLevel, '"all", "location" or false');
  check('convert', convert, isWritable, '"image/jpeg", "image/webp" or "image/png"');
  const { maxFileSize: fileSize, maxDimension: dimension, maxPixels: pixels } = rules;
  return {
    maxSide: maxSide ?? Number.POSITIVE_INFINITY,
    limits: maxSide === undefined ? null : { fileSize, dimension, pixels },
    quality,
    type: convert,
    stripMetadata,
    thumbHash: options.thumbHash ?? false,
  };
}

const SERVICE = {
  maxFileSize: limits.fileSize,
  maxDimension: limits.dimension,
  maxPixels: limits.pixels,
};

// A common screen has one or two pixels where CSS counts one; more is not seen in a small picture.
const MOST_DENSE = 2;

function previewSideOf({ previews }: UploaderOptions): () => number {
  const { size = 96 } = typeof previews === 'object' ? previews : {};
  check('previews.size', size, isPositive, 'a number of CSS pixels above 0');
  return () => Math.ceil(size * Math.min(MOST_DENSE, globalThis.devicePixelRatio ?? 1));
}

function queueNameOf({ persist = false, endpoint }: UploaderOptions): string | null {
  check('persist', persist, isSwitchOrText, 'true, false or the name of a queue');
  return persist === true ? endpoint : persist || null;
}

function resolveRules(options: UploaderOptions): IntakeRules {
  const accept = options.accept ?? acceptedTypes;
  check('accept', accept, isMediaTypes, 'a list of media types such as ["image/jpeg"]');
  const rules = {
    accept,
    trustsTypes:
      options.prepare === false &&
      // Which wants to know the size.
      options.beforeAdd === undefined &&
      options.maxDimension === undefined &&
      options.maxPixels === undefined,
    shrinks: options.prepare !== false && options.prepare?.maxSide !== undefined,
    maxFiles: options.maxFiles ?? Number.POSITIVE_INFINITY,
    whenFull: options.whenFull ?? (options.maxFiles === 1 ? 'replace' : 'reject'),
    maxFileSize: options.maxFileSize ?? limits.fileSize,
    maxDimension: options.maxDimension ?? limits.dimension,
    maxPixels: options.maxPixels ?? limits.pixels,
    maxMetadata: limits.metadata,
  } satisfies IntakeRules;
  check('whenFull', rules.whenFull, isWhenFull, '"reject" or "replace"');
  check('beforeAdd', options.beforeAdd ?? isText, isFunction, 'a function');
  for (const name of ['maxFiles', 'maxFileSize', 'maxDimension', 'maxPixels'] as const) {
    check(name, rules[name], isPositive, 'a number above 0');
  }
  return rules;
}

function check(
  name: string,
  value: unknown,
  isRight: (value: unknown) => boolean,
  expected: string,
): void {
  if (isRight(value)) return;
  throw new TypeError(`Tintype: ${name} must be ${expected}, but it is ${show(value)}.`);
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}

const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isStripLevel = (value: unknown) => value === false || value === 'all' || value === 'location';
const isWritable = (value: unknown) =>
  value === null || ['image/jpeg', 'image/webp', 'image/png'].includes(String(value));
const isHeaders = (value: unknown) => typeof value === 'object' || typeof value === 'function';
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isPositive = (value: unknown) => typeof value === 'number' && value > 0;
const isSwitchOrText = (value: unknown) => typeof value === 'boolean' || isText(value);
const isWhenFull = (value: unknown) => value === 'reject' || value === 'replace';
const isFunction = (value: unknown) => typeof value === 'function';
const isMode = (value: unknown) => value === 'relay' || value === 'direct';
const isCount = (value: unknown) => Number.isInteger(value) && isPositive(value);
const isMediaTypes = (value: unknown) =>
  Array.isArray(value) && value.every((type) => /^[a-z]+\/[\w.+*-]+$/.test(type));
