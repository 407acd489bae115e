import { type ApiError, ApiRefusal, readEnvelope } from '@tintype/core/images';

/** What the Images API said. */
export type ApiAnswer<Result> =
  | { ok: true; result: Result }
  | { ok: false; status: number; errors: ApiError[]; retryAfter: string | null };

/** One call. */
export interface ApiCall<Result> {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path behind the account, with its query. */
  path: string;
  body?: ReadableStream<Uint8Array>;
  headers?: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** Checks the shape of the result before anybody relies on it. */
  isResult: (value: unknown) => value is Result;
}

/** Calls the Images API. Only what is in this file knows the token and the account's id. */
export type ImagesApi = <Result>(call: ApiCall<Result>) => Promise<ApiAnswer<Result>>;

interface Credentials {
  accountId: string;
  apiToken: string;
  baseURL: string;
  fetch: typeof fetch;
}

// What Cloudflare answers to a token that is wrong, expired, malformed, missing, or of another account.
const CREDENTIAL_CODES = new Set([6003, 9103, 9106, 9109, 10_000, 10_001, 7003, 5403]);

/** Makes the calls of one account. */
export function createImagesApi({ accountId, apiToken, baseURL, fetch }: Credentials): ImagesApi {
  const secrets = [apiToken, accountId];
  return async ({ method, path, body, headers, signal, isResult }) => {
    const url = `${baseURL}/accounts/${encodeURIComponent(accountId)}/images${path}`;
    const init = {
      method,
      headers: { Accept: 'application/json', Authorization: `Bearer ${apiToken}`, ...headers },
      signal,
      redirect: 'error',
      // Streams are sent while the answer is not there yet; fetch wants that said.
      ...(body && { body, duplex: 'half' }),
    } as RequestInit;
    const response = await ask(() => fetch(url, init), signal);
    const reading = readEnvelope(await readText(response, signal), isResult);
    if (response.ok && reading.ok) return reading;
    const errors = reading.ok ? [] : reading.apiErrors;
    if (errors.some(({ code }) => CREDENTIAL_CODES.has(code))) throw badCredentials(errors);
    if (response.ok && errors.length === 0) throw unusable(response.status);
    return {
      ok: false,
      status: response.ok ? 502 : response.status,
      errors: errors.length > 0 ? errors.map((error) => redact(error, secrets)) : [said(response)],
      retryAfter: response.headers.get('retry-after'),
    };
  };
}

async function ask(send: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  try {
    return await send();
  } catch (cause) {
    if (signal.aborted) throw cause;
    console.error('Tintype relay: the image service cannot be reached:', cause);
    throw new ApiRefusal(502, 5503, 'The image service cannot be reached. Try again in a while.');
  }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw unusable(response.status);
  }
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

function said(response: Response): ApiError {
  const code = Number(/err=(\d+)/.exec(response.headers.get('cf-images') ?? '')?.[1] ?? 5550);
  return { code, message: `The image service answered ${response.status} and did not say why` };
}

function redact({ code, message }: ApiError, secrets: readonly string[]): ApiError {
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), message);
  return { code, message: clean };
}
