import type { Envelope } from '@tintype/core/images';

// Cloudflare's gateway refuses these before the Images API is asked: in an order of its own, and always in JSON.
const REASONS: Readonly<Record<number, object>> = {
  6003: { error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }] },
  7003: {},
  9106: {},
  10000: {},
};

/** Tells whether a refusal comes from what stands before the API. */
export function isOfGateway(code: number): boolean {
  return Object.hasOwn(REASONS, code);
}

/** The body of a refusal, formatted as the recorded answers of the real service are. */
export function errorEnvelope(code: number, message: string): string {
  if (isOfGateway(code)) {
    const error = { code, message, ...REASONS[code] };
    return JSON.stringify({ success: false, errors: [error], messages: [], result: null }, null, 2);
  }
  const envelope: Envelope<never> = {
    result: null,
    success: false,
    errors: [{ code, message }],
    messages: [],
  };
  return JSON.stringify(envelope, null, 2);
}
