import { expect, it } from 'vitest';
import { isUploadError, type UploadError } from '../errors/upload-error.ts';
import { readImage } from './response.ts';

const image = {
  id: 'x',
  filename: 'a.jpg',
  uploaded: '2026',
  requireSignedURLs: false,
  variants: [],
};
const success = JSON.stringify({ result: image, success: true, errors: [], messages: [] });
const refusal = (code: number, message: string) =>
  JSON.stringify({ result: null, success: false, errors: [{ code, message }], messages: [] });

function failureOf(
  status: number,
  text: string,
  headers: Record<string, string> = {},
): UploadError {
  try {
    readImage({ status, text, header: (name) => headers[name] ?? null });
  } catch (error) {
    if (isUploadError(error)) return error;
    throw error;
  }
  throw new Error('it was taken for a success');
}

it('takes a 2xx with success and an image', () => {
  expect(readImage({ status: 200, text: success, header: () => null })).toEqual(image);
});

it.each([
  [200, '<html>Sign in</html>', 'invalid-response', 'a web page'],
  [200, '', 'invalid-response', 'nothing'],
  [200, success.slice(0, 40), 'invalid-response', 'JSON that is not complete'],
  [200, '{"result":null,"success":true}', 'invalid-response', 'not an envelope'],
  [200, 'OK', 'invalid-response', 'other text'],
  [302, '', 'invalid-response', '302'],
  [
    200,
    refusal(5455, 'Unsupported image format'),
    'refused',
    'answered: Unsupported image format.',
  ],
  [404, 'ERROR 5404: Image not found\n', 'image-not-found', 'answered: Image not found.'],
  [404, refusal(5401, 'variant not found'), 'image-not-found', 'answered: variant not found.'],
  [404, refusal(7003, 'No route'), 'endpoint-not-found', 'answered: No route.'],
  [404, '', 'endpoint-not-found', '404'],
  [410, refusal(5404, 'Gone'), 'refused', 'answered: Gone.'],
  [400, success, 'refused', '400'],
  [401, '', 'unauthorized', 'Sign in'],
  [403, '', 'forbidden', 'not allowed'],
  [405, '', 'endpoint-not-found', '405'],
  [409, refusal(5409, 'Exists!'), 'conflict', 'answered: Exists!'],
  [413, '<html>nginx</html>', 'file-too-large', 'smaller'],
  [415, refusal(5455, 'No'), 'unsupported-type', 'No.'],
  [415, refusal(9422, 'Decode error: no'), 'broken-image', 'Decode error: no.'],
  [400, refusal(9422, 'error during decoding'), 'broken-image', 'error during decoding.'],
  [429, refusal(9422, 'quota'), 'rate-limited', 'quota.'],
  [418, '', 'refused', '418'],
  [429, '', 'rate-limited', 'slow down'],
  [500, '', 'service-failed', '500'],
  [502, '<html>Bad Gateway</html>', 'service-failed', '502'],
])('takes %i with %j for %s', (status, text, code, said) => {
  const error = failureOf(status, text);
  expect(error).toMatchObject({ code, status });
  expect(error.message).toContain(said);
});

it('keeps what the service said, and how long to wait', () => {
  const error = failureOf(429, refusal(971, 'Please wait'), { 'retry-after': '7' });
  expect(error).toMatchObject({
    retryAfter: 7000,
    retryable: true,
    apiErrors: [{ code: 971, message: 'Please wait' }],
  });
  expect(failureOf(413, '').retryable).toBe(false);
});

it('is known as an upload error from another copy of the package too', () => {
  expect(isUploadError({ name: 'UploadError', code: 'network' })).toBe(true);
  expect(isUploadError(new Error('x'))).toBe(false);
  expect(isUploadError(null)).toBe(false);
});
