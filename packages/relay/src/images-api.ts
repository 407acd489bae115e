import {
  type ApiError,
  ApiRefusal,
  type Reading,
  type ReadResult,
  readEnvelope,
} from '@tintype/core/images';
import { readAnswerText } from './api-answer-text.ts';
import type { Report } from './relay-events.ts';
import { isPassing, retryDelay, secondsOf, sleep } from './retry.ts';
import type { Send } from './send.ts';
import type { ServiceClock } from './service-clock.ts';
import type { Watch } from './watch.ts';

/** What the Images API said. */
export type ApiAnswer<Result> =
  | { ok: true; result: Result }
  | { ok: false; status: number; errors: ApiError[]; retryAfter: string | null };

/** One call. */
export interface ApiCall<Result> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path behind the account, with its query. */
  path: string;
  /** A body that is there already, or one that is made while it is sent. */
  text?: string;
  body?: AsyncGenerator<Uint8Array, void, void>;
  headers?: Readonly<Record<string, string>>;
  /** Checks the shape of the result before anybody relies on it. */
  readResult: ReadResult<Result>;
}

/** Calls the Images API. Only what is in this file knows the token and the account's id. */
export type ImagesApi = <Result>(call: ApiCall<Result>) => Promise<ApiAnswer<Result>>;

interface Account {
  accountId: string;
  apiToken: string;
  baseURL: string;
  /** How many more attempts there are for calls that can be repeated. */
  retries: number;
}

/** How calls go out, on behalf of one request. */
interface Link {
  clock: ServiceClock;
  send: Send;
  watch: Watch;
  report: Report;
}

// What Cloudflare answers to a token that is wrong, expired, malformed, missing, or of another account.
const CREDENTIAL_CODES = new Set([6003, 9103, 9106, 9109, 10_000, 10_001, 7003, 5403]);

/** Makes the calls of one account, on behalf of one request. */
export function createImagesApi(account: Account, link: Link): ImagesApi {
  return async (call) => {
    const retries = isRepeatable(call) ? account.retries : 0;
    for (let count = 0; ; count++) {
      const answer = await ask(account, call, { ...link, attempt: count + 1 });
      if (answer.ok || count === retries || !isPassing(answer.status)) {
        return count > 0 ? settle(call, answer) : answer;
      }
      const wait = retryDelay(count, answer.retryAfter);
      if (wait === null) return answer;
      await sleep(wait, link.watch.signal);
    }
  };
}

/** What creates something could create it twice, and a form that has passed cannot be sent again. */
function isRepeatable({ method }: Pick<ApiCall<unknown>, 'method'>): boolean {
  return method === 'GET' || method === 'DELETE';
}

const IMAGE_NOT_FOUND = 5404;

/**
 * Where an earlier attempt deleted and its response was lost, a later one finds no image. A 404 that does
 * not say so comes from something in between, and says nothing about the image.
 */
function settle<Result>(
  { method, readResult }: ApiCall<Result>,
  answer: ApiAnswer<Result>,
): ApiAnswer<Result> {
  if (method !== 'DELETE' || answer.ok || answer.status !== 404) return answer;
  const isGone = answer.errors.some(({ code }) => code === IMAGE_NOT_FOUND);
  const result = isGone ? readResult({}) : undefined;
  return result === undefined ? answer : { ok: true, result };
}

async function ask<Result>(
  { accountId, apiToken, baseURL }: Account,
  { method, path, text, body, headers, readResult }: ApiCall<Result>,
  { clock, send, watch, report, attempt }: Link & { attempt: number },
): Promise<ApiAnswer<Result>> {
  const { signal } = watch;
  const start = performance.now();
  const tell = (status: number | null) => {
    const duration = Math.round(performance.now() - start);
    const facts = { method, path: path.split('?')[0] ?? '', attempt, status, duration };
    report.tell({ type: 'service', ...facts });
  };
  const url = `${baseURL}/accounts/${encodeURIComponent(accountId)}/images${path}`;
  const own = { Accept: 'application/json', Authorization: `Bearer ${apiToken}` };
  // A body says itself whom it waits for.
  if (!body) watch.waitFor('response');
  try {
    const all = { ...own, ...headers };
    const response = await send({ url, method, headers: all, body: text ?? body, signal });
    watch.waitFor('service');
    clock.note(response.headers.get('date'));
    const reading = readEnvelope(await readAnswerText(response), readResult);
    watch.waitFor(null);
    tell(response.status);
    const answer = readAnswer(response, reading, [apiToken, accountId]);
    return answer.ok
      ? answer
      : { ...answer, retryAfter: secondsOf(answer.retryAfter, clock.now()) };
  } catch (cause) {
    if (cause instanceof ApiRefusal) throw cause;
    if (signal.aborted) throw signal.reason;
    tell(null);
    return unreachable(cause);
  }
}

function readAnswer<Result>(
  response: Response,
  reading: Reading<Result>,
  secrets: readonly string[],
): ApiAnswer<Result> {
  const { ok, status } = response;
  if (ok && reading.ok) return reading;
  const errors = reading.ok ? [] : reading.apiErrors.map((error) => redact(error, secrets));
  const isRefused = status === 401 || errors.some(({ code }) => CREDENTIAL_CODES.has(code));
  if (isRefused) throw badCredentials(errors);
  if (ok && errors.length === 0) throw unusable(status);
  return {
    ok: false,
    // A success that is none must not look like one, nor can a number that HTTP does not know be one.
    status: status >= 400 && status <= 599 ? status : 502,
    errors: errors.length > 0 ? errors : [withoutReason(response)],
    retryAfter: response.headers.get('retry-after'),
  };
}

function unreachable(cause: unknown): ApiAnswer<never> {
  console.error('Tintype relay: the image service cannot be reached:', cause);
  const message = 'The image service cannot be reached. Try again in a while.';
  return { ok: false, status: 502, errors: [{ code: 5503, message }], retryAfter: null };
}

/** The person at the browser can do nothing about it, so the reason goes to the log. */
function badCredentials(errors: ApiError[]): ApiRefusal {
  const reasons = errors.map(({ code, message }) => `${code} ${message}`).join('; ');
  console.error(
    `Tintype relay: the image service refused the relay's own credentials (${reasons}). Check accountId and apiToken.`,
  );
  return new ApiRefusal(502, 10_000, 'The image service refused the credentials of this site.');
}

function unusable(status: number): ApiRefusal {
  console.error(`Tintype relay: the image service answered ${status} without a usable result.`);
  return new ApiRefusal(502, 5550, 'The image service answered something that cannot be used.');
}

function withoutReason(response: Response): ApiError {
  const code = Number(/err=(\d+)/.exec(response.headers.get('cf-images') ?? '')?.[1] ?? 5550);
  return { code, message: `The image service answered ${response.status} and did not say why` };
}

function redact({ code, message }: ApiError, secrets: readonly string[]): ApiError {
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), message);
  return { code, message: clean };
}
