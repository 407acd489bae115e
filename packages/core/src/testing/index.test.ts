import { expect, it } from 'vitest';
import * as testing from './index.ts';

it('exports what is documented, and nothing else', () => {
  expect(Object.keys(testing).sort()).toEqual([
    'createFakeTransport',
    'createGIF',
    'createHEIC',
    'createImage',
    'createJPEG',
    'createPNG',
    'createSVG',
    'createWebP',
  ]);
});
