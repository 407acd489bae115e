import type { Image } from '@tintype/core/images';
import { failure } from '../answer.ts';
import type { RelayFault } from '../faults.ts';
import type { RelayOptions } from '../options.ts';
import { createRelay } from '../relay.ts';
import { createMemoryApi, type MemoryApi } from './memory-api.ts';
import { deliver } from './memory-delivery.ts';
import { readForm } from './memory-form.ts';
import { createMemoryRecords } from './memory-records.ts';
import { provideCrypto } from './provide-crypto.ts';

/** How a relay for tests is to be made. All can be left out. */
export interface TestRelayOptions
  extends Partial<
    Pick<RelayOptions, 'authorize' | 'limits' | 'rateLimit' | 'signedURLs' | 'onEvent'>
  > {
  /** Where the app's pages look for it: a path, or a URL of another host. @default '/api/images' */
  endpoint?: string | undefined;
  /** What is stored from the start, oldest first. @default none */
  images?: readonly Image[] | undefined;
  /** Names of the variants that pictures get. @default ['public', 'thumbnail', 'hero', 'original'] */
  variants?: readonly string[] | undefined;
  /** What goes wrong on purpose, each as often as its `times` say. @default nothing */
  faults?: readonly RelayFault[] | undefined;
}

/** A relay, and behind it an image service that is in memory alone. */
export interface TestRelay {
  readonly endpoint: string;
  /** Where pictures are sent that have a one-time address. */
  readonly uploadURL: string;
  /** Where pictures are shown. */
  readonly deliveryURL: string;
  /** What is stored, in the order in which it was. */
  readonly images: readonly Image[];
  /**
   * Answers a request to the endpoint, to a one-time address, or of a picture. A connection that is to
   * break is answered with `Response.error()`.
   */
  handle(request: Request): Promise<Response>;
  /** Stores one more, as if somebody else had. */
  add(image: Image): void;
  /** From now on these go wrong, and those that were said before do not. */
  setFaults(faults: readonly RelayFault[]): void;
  /** As it was when it was made. */
  reset(): void;
}

const DELIVERY = 'https://imagedelivery.net/test-account';
const UPLOADS = 'https://upload.imagedelivery.net/test-account';
const KEY = 'a-signing-key-for-tests';

/**
 * Makes a real relay in front of an image service in memory. It checks, refuses and remembers what the
 * one in production does, with nothing to be started, in Node, jsdom and browsers.
 *
 * The service in memory takes whatever begins like a picture, and shows it as it came: it neither decodes
 * nor scales. Where that matters, use `startImagesServer` of `@tintype/server`.
 *
 * @throws TypeError when an option is not what it must be.
 */
export function createTestRelay(options: TestRelayOptions = {}): TestRelay {
  const {
    endpoint = '/api/images',
    images: first = [],
    faults = [],
    authorize = () => ({}),
  } = options;
  const variants = options.variants ?? ['public', 'thumbnail', 'hero', 'original'];
  const { pathname: basePath } = new URL(endpoint, 'http://localhost');
  const { limits, rateLimit, signedURLs, onEvent } = options;
  provideCrypto();
  let records = createMemoryRecords();
  let api = createMemoryApi(records, { delivery: DELIVERY, uploads: UPLOADS, variants });
  let relay = relayWith(faults);

  function relayWith(faults: readonly RelayFault[]) {
    return createRelay({
      accountId: 'test-account',
      apiToken: 'test-token',
      signingKey: KEY,
      basePath,
      fetch: (input, init) => api.fetch(input, init),
      allowedOrigins: () => true,
      authorize,
      limits,
      rateLimit,
      signedURLs,
      onEvent,
      faults,
    });
  }

  function reset(): void {
    records = createMemoryRecords();
    api = createMemoryApi(records, { delivery: DELIVERY, uploads: UPLOADS, variants });
    relay = relayWith(faults);
    for (const image of first) records.put({ image, file: null });
  }

  reset();
  return {
    endpoint,
    uploadURL: UPLOADS,
    deliveryURL: DELIVERY,
    get images() {
      return records.images();
    },
    async handle(request) {
      const [url = ''] = request.url.split(/[?#]/);
      if (url.startsWith(`${UPLOADS}/`)) return receive(request, url, api);
      const [, path] = url.split(`${DELIVERY}/`);
      if (path === undefined) return whole(await relay(await named(request)));
      const id = decodeURIComponent(path.slice(0, path.lastIndexOf('/')));
      return deliver(request.url, records.get(id), { key: KEY, variants });
    },
    add: (image) => records.put({ image, file: null }),
    setFaults(faults) {
      relay = relayWith(faults);
    },
    reset,
  };
}

const ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };

/** One-time addresses are of another host, and every page may send to them. */
async function receive(request: Request, url: string, api: MemoryApi): Promise<Response> {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: ANY_ORIGIN });
  const id = decodeURIComponent(url.slice(UPLOADS.length + 1));
  const answer =
    request.method === 'POST'
      ? api.receive(id, await readForm(request))
      : failure(405, [{ code: 10_405, message: 'Only POST is done here.' }]);
  for (const [name, value] of Object.entries(ANY_ORIGIN)) answer.headers.set(name, value);
  return answer;
}

/**
 * With an origin, which requests of no browser lack; the relay refuses those that have cookies. With a
 * body that can be read as a stream, whoever made the request.
 */
async function named(request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  if (!headers.has('origin') && !headers.has('sec-fetch-site')) {
    headers.set('origin', new URL(request.url).origin);
  }
  const { url, method } = request;
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  return new Request(url, { method, headers, body: body?.byteLength ? body : null });
}

/** A body that breaks off on purpose is no answer at all. */
async function whole(response: Response): Promise<Response> {
  const { status, headers } = response;
  const bodiless = status === 204 || status === 304;
  try {
    const body = await response.arrayBuffer();
    return new Response(bodiless ? null : body, { status, headers });
  } catch {
    return Response.error();
  }
}
