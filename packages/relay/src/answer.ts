import type { ApiError, ApiRefusal, Envelope } from '@tintype/core/images';

// Answers are for the one who asked, now.
const HEADERS = {
  'Content-Type': 'application/json; charset=UTF-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** A result, in the envelope of the Images API. */
export function success(result: unknown): Response {
  const envelope: Envelope<unknown> = { result, success: true, errors: [], messages: [] };
  return new Response(JSON.stringify(envelope), { headers: HEADERS });
}

/** Reasons why there is no result, in the envelope of the Images API. */
export function failure(
  status: number,
  errors: ApiError[],
  headers: Readonly<Record<string, string>> = {},
): Response {
  const envelope: Envelope<never> = { result: null, success: false, errors, messages: [] };
  return new Response(JSON.stringify(envelope), { status, headers: { ...HEADERS, ...headers } });
}

/** A refusal of the relay's own. */
export function refused({ status, code, message, headers }: ApiRefusal): Response {
  return failure(status, [{ code, message }], headers);
}
