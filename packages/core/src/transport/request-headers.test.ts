import { expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import { type RequestHeaders, resolveHeaders } from './request-headers.ts';

const resolve = (headers?: RequestHeaders, signal?: AbortSignal) =>
  resolveHeaders(headers, signal, 50);

it.each<[string, RequestHeaders | undefined]>([
  ['an object', { a: '1', b: undefined }],
  ['a Headers object', new Headers({ a: '1' })],
  ['a function', () => ({ a: '1' })],
  ['a function that returns a promise', async () => ({ a: '1' })],
  ['a function that returns a promise of Headers', async () => new Headers({ a: '1' })],
])('takes %s', async (_, headers) => {
  expect(await resolve(headers)).toEqual({ a: '1' });
});

it('needs none', async () => {
  expect(await resolve(undefined)).toEqual({});
});

it('takes a function that throws for a mistake, and a rejected promise for what can pass', async () => {
  const cause = new Error('no token');
  const throwing = () => {
    throw cause;
  };
  const code = 'app-error';
  await expect(resolve(throwing)).rejects.toMatchObject({ code, cause, retryable: false });
  await expect(resolve(() => Promise.reject(cause))).rejects.toMatchObject({
    ...{ code, cause, retryable: true },
    message: 'The function given as headers was rejected, so nothing was sent: Error: no token',
  });
  await expect(resolve(() => new Promise(() => undefined))).rejects.toMatchObject({
    ...{ code, retryable: true },
  });
});

it('passes an UploadError of the app on', async () => {
  const error = new UploadError('unauthorized', 'Sign in again.');
  await expect(resolve(() => Promise.reject(error))).rejects.toBe(error);
});

it('waits no more once it is aborted', async () => {
  const controller = new AbortController();
  const waiting = resolve(() => new Promise(() => undefined), controller.signal);
  controller.abort('stop');
  await expect(waiting).rejects.toBe('stop');
  await expect(resolve(async () => ({}), controller.signal)).rejects.toBe('stop');
});
