import { describe, expect, it } from 'vitest';
import { isImage, readEnvelope, toImage, toImages } from './envelope.ts';

const image = {
  id: 'x',
  filename: 'a.jpg',
  uploaded: '2026-01-01T00:00:00.000Z',
  requireSignedURLs: false,
  variants: ['https://imagedelivery.net/h/x/public'],
};
const success = (result: unknown) =>
  JSON.stringify({ result, success: true, errors: [], messages: [] });

describe('readEnvelope', () => {
  it('reads a success', () => {
    expect(readEnvelope(success(image), toImage)).toEqual({ ok: true, result: image });
  });

  it('reads the reasons of a refusal, and leaves out what is none', () => {
    const errors = [
      { code: 5455, message: 'Unsupported' },
      { code: '9', message: 'text' },
      null,
      'x',
      { code: 1 },
    ];
    const text = JSON.stringify({ result: null, success: false, errors });
    expect(readEnvelope(text, toImage)).toEqual({
      ok: false,
      malformed: false,
      apiErrors: [
        { code: 5455, message: 'Unsupported' },
        { code: 9, message: 'text' },
      ],
    });
  });

  it('reads the plain text form', () => {
    expect(readEnvelope('ERROR 5404: Image not found\n', toImage)).toEqual({
      ok: false,
      malformed: false,
      apiErrors: [{ code: 5404, message: 'Image not found' }],
    });
  });

  it.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><title>Sign in</title>'],
    ['JSON that breaks off', '{"success":true,"result":{"id":"x"'],
    ['another JSON', '{"ok":true}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['success that is no boolean', JSON.stringify({ success: 'true', result: image })],
    ['success without a result', success(null)],
    ['success with an image without an id', success({ ...image, id: undefined })],
  ])('takes %s for no envelope', (_, text) => {
    expect(readEnvelope(text, toImage)).toEqual({ ok: false, malformed: true, apiErrors: [] });
  });
});

describe('toImage', () => {
  it('hands on an image as it came', () => {
    expect(toImage(image)).toBe(image);
  });

  it('fills in what the service left out', () => {
    expect(toImage({ id: 'x', meta: { alt: 'Sea' } })).toEqual({
      id: 'x',
      filename: null,
      uploaded: '',
      requireSignedURLs: false,
      variants: [],
      meta: { alt: 'Sea' },
    });
  });

  it.each([{}, null, [], 'x', { id: '' }, { id: 'x', variants: [1] }, { id: 'x', filename: 5 }])(
    'does not take %j for an image',
    (value) => {
      expect(toImage(value)).toBeUndefined();
    },
  );
});

describe('toImages', () => {
  it('leaves out what is no image, and keeps the rest', () => {
    const { filename: _, ...unnamed } = image;
    expect(toImages([image, unnamed, null, { id: 5 }])).toEqual([
      image,
      { ...image, filename: null },
    ]);
    expect(toImages({ 0: image })).toBeUndefined();
  });
});

describe('isImage', () => {
  it('takes an image with or without the fields that may be missing', () => {
    expect(isImage(image)).toBe(true);
    expect(isImage({ ...image, filename: null, draft: true, meta: {}, creator: null })).toBe(true);
  });

  it.each([
    ['id', ''],
    ['id', 5],
    ['filename', undefined],
    ['uploaded', null],
    ['requireSignedURLs', 'true'],
    ['variants', undefined],
    ['variants', [1]],
  ])('refuses one whose %s is %j', (name, value) => {
    expect(isImage({ ...image, [name]: value })).toBe(false);
  });
});
