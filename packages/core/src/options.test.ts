import { expect, it } from 'vitest';
import { resolveOptions, type UploaderOptions } from './options.ts';

it('fills in the limits of the service', () => {
  const { concurrency, autoStart, previews, retry, rules } = resolveOptions({
    endpoint: '/api/images',
  });
  expect({ concurrency, autoStart, previews }).toEqual({
    concurrency: 3,
    autoStart: true,
    previews: true,
  });
  expect(retry).toEqual({ attempts: 5, baseDelay: 1000, maxDelay: 60_000, idempotent: true });
  expect(rules).toMatchObject({
    maxFileSize: 10_485_760,
    maxDimension: 12_000,
    maxPixels: 100_000_000,
    maxMetadata: 1024,
  });
  expect(resolveOptions({ endpoint: '/x', retry: false }).retry.attempts).toBe(1);
  expect(resolveOptions({ endpoint: '/x', retry: { attempts: 2 } }).retry).toMatchObject({
    attempts: 2,
    baseDelay: 1000,
  });
});

it.each([
  [{ endpoint: '' }, 'endpoint must be a URL or a path such as "/api/images", but it is "".'],
  [{ endpoint: undefined }, 'endpoint must be'],
  [{ concurrency: 0 }, 'concurrency must be a whole number, 1 or more, but it is 0.'],
  [{ concurrency: 1.5 }, 'concurrency'],
  [{ accept: 'image/png' }, 'accept must be a list of media types'],
  [{ accept: ['.jpg'] }, 'accept'],
  [{ maxFiles: 0 }, 'maxFiles must be a number above 0, but it is 0.'],
  [{ maxFileSize: Number.NaN }, 'maxFileSize'],
  [{ retry: { attempts: 0 } }, 'retry.attempts'],
])('refuses %j at the door', (options, message) => {
  const wrong = { endpoint: '/x', ...options } as UploaderOptions;
  expect(() => resolveOptions(wrong)).toThrow(message);
  expect(() => resolveOptions(wrong)).toThrow(TypeError);
});
