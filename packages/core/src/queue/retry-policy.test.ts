import { expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import { delayBeforeRetry } from './retry-policy.ts';

const options = { attempts: 3, minDelay: 1000, maxDelay: 10_000 };
const refused = (status: number, retryAfter?: number) =>
  new UploadError('service-failed', 'no', { status, retryAfter });

it.each([408, 425, 429, 503])('repeats a %i, which says "not now"', (status) => {
  expect(delayBeforeRetry(refused(status), 1, options, 0.5)).toBe(500);
});

it.each([400, 401, 403, 404, 409, 413, 415, 500, 502, 504])('does not repeat a %i', (status) => {
  expect(delayBeforeRetry(refused(status), 1, options, 0.5)).toBeNull();
});

it('does not repeat after a connection that died, when the picture may be stored already', () => {
  expect(delayBeforeRetry(new UploadError('network', 'cut'), 1, options, 0.5)).toBeNull();
});

it('waits as long as the service asks, and no longer than it may', () => {
  expect(delayBeforeRetry(refused(429, 7000), 1, options, 0.5)).toBe(7000);
  expect(delayBeforeRetry(refused(429, 3_600_000), 1, options, 0.5)).toBe(10_000);
});

it('stops after the last attempt', () => {
  expect(delayBeforeRetry(refused(429), 2, options, 0.5)).toBe(1000);
  expect(delayBeforeRetry(refused(429), 3, options, 0.5)).toBeNull();
});
