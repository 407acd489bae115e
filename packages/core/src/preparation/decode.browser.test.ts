import { afterEach, describe, expect, it, vi } from 'vitest';
import { look, quarters, SEEN, turnedBy } from '../../test/quarters.ts';
import type { Orientation } from '../formats/exif.ts';
import { readHeader } from '../formats/header.ts';
import { draw, encode } from './canvas.ts';
import { decode } from './decode.ts';
import { makePreview } from './make-preview.ts';
import { prepareFile } from './prepare-file.ts';

const ORIENTATIONS: Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

afterEach(() => vi.unstubAllGlobals());

async function headerOf(picture: Blob) {
  const header = await readHeader(picture);
  if (!header) throw new Error('no picture');
  return header;
}

/** Takes parts of the browser away, as older ones do not have them. */
function without(...names: string[]): void {
  for (const name of names) vi.stubGlobal(name, undefined);
}

describe.each([
  ['WebCodecs', []],
  ['createImageBitmap, where there are no WebCodecs', ['ImageDecoder']],
  ['an <img>, where there is neither', ['ImageDecoder', 'createImageBitmap']],
])('with %s', (_, missing) => {
  it.each(ORIENTATIONS)('a JPEG of orientation %i is upright', async (orientation) => {
    const photo = turnedBy(await quarters(), orientation);
    without(...missing);
    const preview = await makePreview({
      kind: 'preview',
      file: photo,
      header: await headerOf(photo),
      side: 48,
    });
    vi.unstubAllGlobals();
    const size = orientation < 5 ? '64x48' : '48x64';
    expect(preview && (await look(preview))).toEqual({ seen: SEEN[orientation], size });
  });

  it('transparency is kept', async () => {
    const colours = ['#f00', '#0f0', '#00f', 'transparent'];
    const logo = await quarters('image/png', { colours });
    without(...missing);
    const header = await headerOf(logo);
    const preview = await makePreview({ kind: 'preview', file: logo, header, side: 48 });
    vi.unstubAllGlobals();
    expect(preview && (await look(preview)).seen).toBe('RGB.');
  });
});

it('works with a canvas of the page where there is none for workers', async () => {
  const photo = new File([await quarters('image/jpeg', { width: 1200, height: 900 })], 'a.jpg');
  const header = await headerOf(photo);
  without('ImageDecoder', 'createImageBitmap', 'OffscreenCanvas');
  const settings = {
    maxSide: 160,
    limits: null,
    quality: 0.5,
    type: null,
    stripMetadata: 'all' as const,
    thumbHash: true,
  };
  const prepared = await prepareFile({ kind: 'prepare', file: photo, header, settings });
  vi.unstubAllGlobals();
  expect(prepared).toMatchObject({ width: 160, height: 120 });
  expect(prepared.file && (await look(prepared.file)).seen).toBe('RGBW');
  expect(atob(prepared.thumbHash ?? '').length).toBeGreaterThan(4);
});

it('turns WebP and PNG itself, since not every browser does', async () => {
  const canvas = await quarters('image/png');
  const header = await headerOf(canvas);
  for (const orientation of ORIENTATIONS) {
    const decoded = await decode(canvas, header, { width: 320, height: 240 });
    const size = orientation < 5 ? { width: 320, height: 240 } : { width: 240, height: 320 };
    const drawing = { ...decoded, orientation, hasAlpha: false, isWideGamut: false };
    const drawn = await encode(draw(drawing, size), 'image/png', 1);
    expect((await look(drawn)).seen).toBe(SEEN[orientation]);
    decoded.close();
  }
});

it('draws an SVG as large as it is wanted', async () => {
  const svg = new Blob([
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><path fill="red" d="M0 0h8v4H0z"/></svg>',
  ]);
  const header = await headerOf(svg);
  const preview = await makePreview({ kind: 'preview', file: svg, header, side: 48 });
  expect(preview && (await look(preview))).toEqual({ seen: 'RRRR', size: '96x48' });
});

it('makes smaller and smaller pictures until one fits', async () => {
  const canvas = new OffscreenCanvas(800, 600);
  const context = canvas.getContext('2d');
  const noise = context?.createImageData(800, 600);
  if (!context || !noise) throw new Error('no canvas');
  for (let at = 0; at < noise.data.length; at++) noise.data[at] = (at * 7919) % 251;
  context.putImageData(noise, 0, 0);
  const photo = new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })], 'a.jpg');
  const header = await headerOf(photo);
  const most = Math.round(photo.size / 8);
  const limits = { fileSize: most, dimension: 12_000, pixels: 1e8 };
  const wishes = { quality: 0.9, type: null, stripMetadata: 'all' as const, thumbHash: false };
  const settings = { ...wishes, maxSide: 10_000, limits };
  const { file, width } = await prepareFile({ kind: 'prepare', file: photo, header, settings });
  expect(file?.size).toBeLessThanOrEqual(most);
  expect(width).toBeLessThan(800);
});
