import type { Image } from '../images/image.ts';
import { openLine, type Script } from './fake-line.ts';
import type { SentPicture } from './fake-relay.ts';
import type { Outcome } from './outcome.ts';
import { absolute, connect } from './page-network.ts';

/** How a fake transport is to be made. */
export interface FakeTransportOptions {
  /** The endpoint whose requests are answered here, as the app names it. @default '/api/images' */
  endpoint?: string | undefined;
  /** Fields of the image that is made of a picture, such as its variants. */
  image?: ((picture: SentPicture) => Partial<Image>) | undefined;
}

/** Stands for the network and for the relay behind it. */
export interface FakeTransport {
  /** All requests that brought a picture, in their order: first attempts and repeated ones. */
  readonly requests: readonly SentPicture[];
  /** What is stored, in the order in which it was. */
  readonly images: readonly Image[];
  /** Puts more outcomes behind those that are left. */
  use(...outcomes: Outcome[]): void;
  /** Lets everything go on that is `held`. */
  release(): void;
  /** Gives `XMLHttpRequest` and `fetch` back. */
  restore(): void;
  /** The same, at the end of a block that says `using`. */
  [Symbol.dispose](): void;
}

/**
 * Answers requests to one endpoint within the page, as scripted, until `restore()` is called. It stands in
 * for `XMLHttpRequest` and `fetch`, so that the app needs no option for it: the real engine runs, with its
 * queue, its progress and its repeated attempts. Requests to other addresses are made as ever.
 *
 * A relay's memory stands behind it: a picture that is sent again under its key is stored once, and the
 * engine's questions (`GET /keys/:key`) are answered rightly. It runs in browsers, jsdom, happy-dom and
 * Node.
 *
 * @param script - What becomes of each request that brings a picture, in their order, or a function that
 * says it. Those that come after the last one are stored.
 * @throws TypeError for an outcome that is none, and where files cannot be read, as in old versions of jsdom.
 *
 * @example
 * ```ts
 * const transport = createFakeTransport([{ progress: [0.3, 0.7] }, { status: 429, retryAfterSeconds: 1 }, 'cut']);
 * // … drop three pictures …
 * expect(transport.images).toHaveLength(3);
 * transport.restore();
 * ```
 */
export function createFakeTransport(
  script: Script = [],
  options: FakeTransportOptions = {},
): FakeTransport {
  const { endpoint = '/api/images', image = () => ({}) } = options;
  checkEnvironment();
  const line = openLine(absolute(endpoint).replace(/\/$/, ''), script, image);
  const restore = connect(line);
  return {
    requests: line.requests,
    get images() {
      return line.images();
    },
    use: (...outcomes) => line.use(outcomes),
    release: line.release,
    restore,
    [Symbol.dispose]: restore,
  };
}

/** Else each file would be told to be unreadable, and nobody would know why. */
function checkEnvironment(): void {
  const isWhole = new File([], '') instanceof Blob && typeof TextEncoder === 'function';
  if (isWhole && typeof File.prototype.arrayBuffer === 'function') return;
  throw new TypeError(
    'Tintype: files cannot be read here: File.arrayBuffer or TextEncoder is missing, or a File is no Blob. In Jest, use the environment that docs/testing.md shows.',
  );
}
