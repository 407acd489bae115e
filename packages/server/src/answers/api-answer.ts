import { ApiRefusal, type Envelope } from '@tintype/core/images';
import { errorEnvelope, isOfGateway } from './error-envelope.ts';
import { storageRefusal } from './storage-failure.ts';

const JSON_TYPE = 'application/json; charset=UTF-8';

/** A success, formatted as the recorded answers of the real service are. */
export function success(result: unknown): Response {
  const envelope: Envelope<unknown> = { result, success: true, errors: [], messages: [] };
  return new Response(JSON.stringify(envelope, null, 2), {
    headers: { 'Content-Type': JSON_TYPE },
  });
}

/**
 * A refusal: JSON, or the older plain text for callers whose `Accept` leaves JSON out. What the gateway
 * refuses is always JSON.
 *
 * @param accept - The request's `Accept` header.
 */
export function refusal(error: ApiRefusal, accept: string | undefined): Response {
  const { status, code, message, headers } = error;
  const plain = accept !== undefined && !/json|\*\/\*/i.test(accept) && !isOfGateway(code);
  return new Response(plain ? `ERROR ${code}: ${message}\n` : errorEnvelope(code, message), {
    status,
    headers: {
      'Content-Type': plain ? 'text/plain;charset=utf-8' : JSON_TYPE,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      'cf-images': `err=${code}`,
      ...headers,
    },
  });
}

/** What went wrong, in the terms of the API. What is nobody's business goes to the log. */
export function asRefusal(error: unknown): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  console.error('Tintype server:', error);
  return storageRefusal(error) ?? new ApiRefusal(500, 5550, 'Internal Server Error');
}
