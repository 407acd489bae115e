import type { ApiError } from '../images/envelope.ts';
import type { Image } from '../images/image.ts';

/** How far a request comes before it ends. All can be left out. */
export interface Course {
  /**
   * Shares of the body that leave, from 0 to 1, each told as progress. After the last one, the rest of
   * the body leaves at once. @default [] */
  progress?: readonly number[] | undefined;
  /** Milliseconds before each progress and before the end. @default 0 */
  delay?: number | undefined;
  /**
   * Stays after the last progress until `release()` is called. At a share of 1 all bytes have left, and
   * it is the response that is awaited. @default false */
  held?: boolean | undefined;
}

/** The picture is stored. */
export interface StoredOutcome extends Course {
  /** Fields of the image that is answered. */
  image?: Partial<Image> | undefined;
}

/** The connection breaks. */
export interface CutOutcome extends Course {
  /** Whether the picture is stored, and only the response lost. */
  cut: 'before-storing' | 'after-storing';
}

/** The picture is refused, in an envelope of the Images API. */
export interface RefusedOutcome extends Course {
  /** HTTP status, from 400 to 599. */
  status: number;
  /** Cloudflare's number for the reason. @default what suits the status */
  code?: ApiError['code'] | undefined;
  /** @default what suits the status */
  message?: ApiError['message'] | undefined;
  /** Seconds, sent as `Retry-After`. @default none */
  retryAfterSeconds?: number | undefined;
}

/** Somebody else answers, with something that is no envelope, such as a page to sign in. */
export interface TextOutcome extends Course {
  text: string;
  /** @default 200 */
  status?: number | undefined;
}

/** What becomes of one request that brings a picture. */
export type Outcome =
  | 'stored'
  /** The connection breaks, and nothing is stored. */
  | 'cut'
  /** The picture is stored, and the response is lost. */
  | 'cut-after-storing'
  | StoredOutcome
  | CutOutcome
  | RefusedOutcome
  | TextOutcome;

/** How a request ends. */
export type Ending =
  | { type: 'stored'; image: Partial<Image> }
  | { type: 'cut'; stores: boolean }
  | { type: 'answered'; answer: FakeAnswer };

/** What comes over the line. */
export interface FakeAnswer {
  status: number;
  text: string;
  headers: Readonly<Record<string, string>>;
}

/** An outcome with nothing left open. */
export interface Fate extends Record<'delay', number> {
  progress: readonly number[];
  held: boolean;
  ending: Ending;
}

const NAMES: Readonly<Record<string, Exclude<Outcome, string>>> = {
  stored: {},
  cut: { cut: 'before-storing' },
  'cut-after-storing': { cut: 'after-storing' },
};

/**
 * Fills in what an outcome leaves open.
 *
 * @throws TypeError for what is none.
 */
export function fateOf(outcome: Outcome): Fate {
  const full = typeof outcome === 'string' ? NAMES[outcome] : outcome;
  if (typeof full !== 'object' || full === null) throw noOutcome(outcome);
  const { progress = [], delay = 0, held = false } = full;
  if (!progress.every((share) => share >= 0 && share <= 1)) {
    throw new TypeError(`Tintype: progress must be shares from 0 to 1, not ${progress}.`);
  }
  return { progress, delay, held, ending: endingOf(full) };
}

function endingOf(outcome: Exclude<Outcome, string>): Ending {
  if ('cut' in outcome) return { type: 'cut', stores: storesBefore(outcome.cut) };
  if ('text' in outcome) {
    const headers = { 'content-type': outcome.text.startsWith('<') ? 'text/html' : 'text/plain' };
    const { text, status = 200 } = outcome;
    return { type: 'answered', answer: { status, text, headers } };
  }
  if ('status' in outcome) return { type: 'answered', answer: refusal(outcome) };
  return { type: 'stored', image: outcome.image ?? {} };
}

function storesBefore(cut: CutOutcome['cut']): boolean {
  if (cut === 'before-storing' || cut === 'after-storing') return cut === 'after-storing';
  throw new TypeError(`Tintype: cut must be "before-storing" or "after-storing", not "${cut}".`);
}

// What the Images API and the relay say, by status.
const REASONS: Readonly<Record<number, ApiError>> = {
  400: { code: 5400, message: 'Bad request' },
  401: { code: 10_000, message: 'Sign in first.' },
  403: { code: 10_000, message: 'This site does not allow it.' },
  404: { code: 7003, message: 'Could not route to this path' },
  409: {
    code: 5409,
    message: 'Resource already exists. Verify the resource information and try again.',
  },
  413: { code: 5413, message: 'Maximum image size of 10 MB is reached' },
  415: {
    code: 5455,
    message:
      'Uploaded image must have image/jpeg, image/png, image/webp, image/gif or image/svg+xml content-type',
  },
  429: { code: 971, message: 'Please wait and consider throttling your request speed' },
};
const OTHERWISE: ApiError = { code: 5550, message: 'Internal Server Error' };

function refusal({ status, code, message, retryAfterSeconds }: RefusedOutcome): FakeAnswer {
  if (!Number.isInteger(status) || status < 400 || status > 599) {
    throw new TypeError(`Tintype: the status of a refusal must be from 400 to 599, not ${status}.`);
  }
  const reason = REASONS[status] ?? OTHERWISE;
  const errors = [{ code: code ?? reason.code, message: message ?? reason.message }];
  const answer = envelope(status, null, errors);
  if (retryAfterSeconds === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfterSeconds) } };
}

/** A response in the envelope of the Images API. */
export function envelope(status: number, result: unknown, errors: ApiError[] = []): FakeAnswer {
  const success = errors.length === 0;
  return {
    status,
    text: JSON.stringify({ result, success, errors, messages: [] }),
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  };
}

function noOutcome(value: unknown): TypeError {
  const names = Object.keys(NAMES).map((name) => `"${name}"`);
  return new TypeError(
    `Tintype: an outcome is ${names.join(', ')} or an object, not ${JSON.stringify(value)}.`,
  );
}
