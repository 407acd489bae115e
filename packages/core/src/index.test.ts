import { expect, it } from 'vitest';
import * as formats from './formats/index.ts';
import * as images from './images/index.ts';
import * as entry from './index.ts';
import * as multipart from './multipart/index.ts';

it('exports these names and no others', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'UploadError',
    'acceptedTypes',
    'createUploader',
    'isUploadError',
    'limits',
    'prepareImage',
    'typeName',
    'variantURL',
    'variantsOf',
  ]);
  expect(Object.keys(images).sort()).toEqual([
    'ApiRefusal',
    'acceptedTypes',
    'badRequest',
    'imageNotFound',
    'imageTooLarge',
    'isDirectUpload',
    'isImage',
    'limits',
    'notAForm',
    'readEnvelope',
    'toDirectUpload',
    'toImage',
    'toImages',
    'unsupportedFormat',
    'variantURL',
    'variantsOf',
  ]);
  expect(Object.keys(formats).sort()).toEqual([
    'BrokenFormat',
    'HEADER_LENGTH',
    'KEPT_BLOCKS',
    'NotUnderstood',
    'SIGNATURE_LENGTH',
    'checkIntegrity',
    'decodeDrawing',
    'mediaTypeOf',
    'needsMoreBytes',
    'readDrawing',
    'readHeader',
    'stripMetadata',
    'totalPixels',
    'uncropHEIF',
  ]);
  expect(Object.keys(multipart).sort()).toEqual([
    'boundaryOf',
    'escapeFileName',
    'readPartHeaders',
  ]);
});

it('makes an uploader where there is no browser', () => {
  expect(typeof XMLHttpRequest).toBe('undefined');
  const uploader = entry.createUploader({ endpoint: '/api/images' });
  const snapshot = uploader.getSnapshot();
  expect(snapshot).toMatchObject({ items: [], status: 'idle' });
  expect(uploader.getSnapshot()).toBe(snapshot);
  uploader.destroy();
  expect(() => uploader.add([])).toThrow('was destroyed');
});
