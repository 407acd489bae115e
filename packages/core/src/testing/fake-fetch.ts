import type { SentPicture } from './fake-relay.ts';
import type { FakeAnswer } from './outcome.ts';
import type { FindLine, Found } from './page-network.ts';

/** A `fetch` that goes over our lines where there is one, and else the way that it went before. */
export function fakeFetch(real: typeof fetch | undefined, find: FindLine): typeof fetch {
  return async (input, init) => {
    const url = typeof input === 'object' && 'url' in input ? input.url : String(input);
    const found = find(url);
    if (found) return responseOf(await answer(found, url, { ...requestIn(input), ...init }));
    if (real) return real(input, init);
    throw new TypeError(`Tintype: there is no fetch here that could ask ${url}.`);
  };
}

function requestIn(input: RequestInfo | URL): RequestInit {
  if (typeof input !== 'object' || !('url' in input)) return {};
  const { method, headers, body, signal } = input;
  return { method, headers, body, signal };
}

async function answer(found: Found, url: string, init: RequestInit): Promise<FakeAnswer> {
  const { method = 'GET', body, signal } = init;
  signal?.throwIfAborted();
  const fields = body instanceof FormData ? fieldsOf(body) : {};
  const file = body instanceof FormData ? body.get('file') : null;
  if (!(file instanceof File)) return found.line.ask({ method, path: found.path, fields });
  const picture = pictureOf(url, body as FormData, headersOf(init.headers));
  const journey = { signal: signal ?? new AbortController().signal, onProgress() {}, onSent() {} };
  const answer = await found.line.send(picture, found.path, journey);
  if (answer) return answer;
  // As Chromium says it.
  throw new TypeError('Failed to fetch');
}

function headersOf(headers: RequestInit['headers']): Record<string, string> {
  const pairs =
    headers && Symbol.iterator in headers ? [...headers] : Object.entries(headers ?? {});
  return Object.fromEntries(pairs.map(([name = '', value]) => [name.toLowerCase(), String(value)]));
}

/** What was sent with a form. */
export function pictureOf(
  url: string,
  form: FormData,
  headers: Readonly<Record<string, string>>,
): SentPicture {
  const file = form.get('file') as File;
  return { url, file, fields: fieldsOf(form), headers, key: headers['idempotency-key'] ?? null };
}

function fieldsOf(form: FormData): Record<string, string> {
  const texts = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/** jsdom has no `Response`; what is read of one is little. */
function responseOf({ status, text, headers }: FakeAnswer): Response {
  if (typeof Response === 'function') return new Response(text, { status, headers });
  const reduced = {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
    text: async () => text,
    json: async () => JSON.parse(text),
  };
  return reduced as unknown as Response;
}
