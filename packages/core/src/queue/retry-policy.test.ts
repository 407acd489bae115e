import { expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import { planRetry } from './retry-policy.ts';

const options = { attempts: 3, baseDelay: 1000, maxDelay: 10_000, idempotent: true };
const refused = (status: number, retryAfter?: number) =>
  new UploadError('service-failed', 'no', { status, retryAfter });

it.each([408, 425, 429, 503])('repeats a %i, which says "not now"', (status) => {
  expect(planRetry(refused(status), 1, options, 0.5)).toEqual({ delay: 500, ask: false });
});

it.each([500, 502, 504])('asks after a %i, when the picture may be stored already', (status) => {
  expect(planRetry(refused(status), 1, options, 0.5)).toEqual({ delay: 500, ask: true });
});

it.each(['network', 'stalled', 'no-response', 'invalid-response'] as const)(
  'asks after %s',
  (code) => {
    expect(planRetry(new UploadError(code, 'x'), 2, options, 0.5)).toEqual({
      delay: 1000,
      ask: true,
    });
  },
);

it.each([
  ['unsupported-type', 415],
  ['unauthorized', 401],
  ['conflict', 409],
  ['refused', 400],
  ['unreadable-file', undefined],
] as const)('never repeats %s, which would be refused again', (code, status) => {
  expect(planRetry(new UploadError(code, 'x', { status }), 1, options, 0.5)).toBeNull();
});

it('waits as long as the service asks, and no longer than it may', () => {
  expect(planRetry(refused(429, 7000), 1, options, 0.5)?.delay).toBe(7000);
  expect(planRetry(refused(429, 3_600_000), 1, options, 0.5)?.delay).toBe(10_000);
});

it('stops after the last attempt', () => {
  expect(planRetry(refused(429), 2, options, 0.5)?.delay).toBe(1000);
  expect(planRetry(refused(429), 3, options, 0.5)).toBeNull();
});
