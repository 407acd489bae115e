import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createRelay, type Relay, type RelayOptions } from '../src/index.ts';

const require = createRequire(import.meta.url);

/** A real camera photo. */
export const photo: Buffer<ArrayBuffer> = readFileSync(
  require.resolve('exif/test/short-ascii-MM.jpg'),
);

export const ACCOUNT = 'the-account-id';
export const TOKEN = 'the-secret-token';
export const SITE = 'https://app.example';

/** One request as the image service would see it. */
export interface Sent {
  url: string;
  method: string;
  headers: Headers;
  form: FormData | null;
  text: string;
}

/** Stands for the Images API where only what is sent and answered matters. */
function upstream(answer: (sent: Sent) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const request = new Request(input, init);
    const isForm = request.headers.get('content-type')?.startsWith('multipart/');
    const { url, method, headers } = request;
    const form = isForm ? await request.formData() : null;
    const one = { url, method, headers, form, text: isForm ? '' : await request.text() };
    sent.push(one);
    return answer(one);
  };
  return { sent, fetch };
}

/** A success, as the service answers it. */
export function envelope(result: unknown): Response {
  return Response.json({ result, success: true, errors: [], messages: [] });
}

/** A failure, as the service answers it. */
export function refusal(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const body = { result: null, success: false, errors: [{ code, message }], messages: [] };
  return Response.json(body, { status, headers });
}

/** A picture, as the service describes it. */
export const image = (more: object = {}): object => ({
  id: 'stored',
  filename: 'a.jpg',
  uploaded: '2026-01-01T00:00:00.000Z',
  requireSignedURLs: false,
  variants: ['https://imagedelivery.net/hash/stored/public'],
  ...more,
});

/** A relay in front of a service that answers as it is told. */
export function relayWith(
  answer: (sent: Sent) => Response | Promise<Response>,
  more: Partial<RelayOptions> = {},
): { relay: Relay; sent: Sent[] } {
  const api = upstream(answer);
  const relay = createRelay({
    accountId: ACCOUNT,
    apiToken: TOKEN,
    authorize: () => ({ creator: 'ann' }),
    fetch: api.fetch,
    ...more,
  });
  return { relay, sent: api.sent };
}

/** An upload as a page of the site sends it. */
export async function uploadOf(
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
  bytes: Uint8Array = photo,
): Promise<Request> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new File([new Uint8Array(bytes)], 'beach "1".jpg', { type: 'image/png' }));
  const written = new Response(form);
  return new Request(`${SITE}/api/images`, {
    method: 'POST',
    body: await written.arrayBuffer(),
    headers: {
      'Content-Type': written.headers.get('content-type') ?? '',
      Origin: SITE,
      ...headers,
    },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at answers of any shape.
export const read = async (response: Response): Promise<{ status: number; body: any }> => ({
  status: response.status,
  body: await response.json(),
});
