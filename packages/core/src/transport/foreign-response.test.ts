import { describe, expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import type { Image } from '../images/image.ts';
import { readForeignImage } from './foreign-response.ts';

const image: Image = {
  id: 'boat',
  filename: 'boat.jpg',
  uploaded: '2026-11-28T10:00:00Z',
  requireSignedURLs: false,
  variants: ['https://cdn.example/boat.jpg'],
};

/** As an app would write it for a backend that says `{ detail }` when it refuses. */
function parse(body: string, status: number): Image {
  const data = JSON.parse(body);
  if (status >= 400) throw new Error(data.detail);
  return data.image;
}

function failureOf(status: number, text: string, headers: Record<string, string> = {}) {
  const header = (name: string) => headers[name] ?? null;
  try {
    readForeignImage(parse, { status, text, header });
  } catch (error) {
    return error;
  }
  throw new Error('It was read as an image.');
}

describe('a response of a foreign backend', () => {
  it('is the image that the app reads', () => {
    const text = JSON.stringify({ image });
    expect(readForeignImage(parse, { status: 201, text, header: () => null })).toEqual(image);
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [413, 'file-too-large'],
    [422, 'refused'],
    [500, 'service-failed'],
  ])('with status %i gives the backend’s own message under the code %s', (status, code) => {
    expect(failureOf(status, '{"detail":"Your album is full."}')).toMatchObject({
      code,
      status,
      apiErrors: [{ code: 0, message: 'Your album is full.' }],
      cause: new Error('Your album is full.'),
    });
  });

  it('keeps how long the backend asks to wait', () => {
    const failure = failureOf(429, '{"detail":"Slow down."}', { 'retry-after': '7' });
    expect(failure).toMatchObject({ code: 'rate-limited', retryable: true, retryAfter: 7000 });
  });

  it('says a reason also under a status of success', () => {
    const refuse = () => {
      throw new Error('Not today.');
    };
    const response = { status: 200, text: '{}', header: () => null };
    expect(() => readForeignImage(refuse, response)).toThrow(
      expect.objectContaining({ code: 'refused', apiErrors: [{ code: 0, message: 'Not today.' }] }),
    );
  });

  it('that is not what the app expects tells the user nothing of its code', () => {
    const proxy = failureOf(502, '<html>Bad Gateway</html>');
    expect(proxy).toMatchObject({ code: 'service-failed', apiErrors: [] });
    const login = failureOf(200, '<html>Sign in</html>');
    expect(login).toMatchObject({ code: 'invalid-response', apiErrors: [] });
  });

  it.each([undefined, null, {}, { id: '' }, { ...image, variants: undefined }])(
    'that is read as %j is no image',
    (read) => {
      expect(failureOf(200, JSON.stringify({ image: read }))).toMatchObject({
        code: 'invalid-response',
      });
    },
  );

  it('fails with the error of the app’s choice', () => {
    const mine = new UploadError('conflict', 'Another image has this name.');
    const refuse = () => {
      throw mine;
    };
    const response = { status: 200, text: '', header: () => null };
    expect(() => readForeignImage(refuse, response)).toThrow(mine);
  });
});
