import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import * as entry from './index.ts';

it('exports these names and no others', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'ImageDropzone',
    'UploadError',
    'VariantGallery',
    'imageQueries',
    'isUploadError',
    'prepareImage',
    'relaySignUrl',
    'useDeleteImage',
    'useImageDrop',
    'useImageUpload',
    'useUpdateImage',
    'useUploadItem',
    'variantURL',
    'variantsOf',
  ]);
});

it('renders on a server, where there is no browser', () => {
  expect(typeof document).toBe('undefined');
  const dropzone = renderToString(createElement(entry.ImageDropzone, { endpoint: '/api/images' }));
  expect(dropzone).toContain('data-tt="dropzone"');
  expect(dropzone).toContain('Choose pictures');
  const image = {
    id: 'x',
    filename: 'beach.jpg',
    uploaded: '2026-01-01T00:00:00.000Z',
    requireSignedURLs: false,
    variants: ['https://imagedelivery.net/hash/x/public'],
  };
  const gallery = renderToString(createElement(entry.VariantGallery, { images: [image] }));
  expect(gallery).toContain('src="https://imagedelivery.net/hash/x/public"');
});
