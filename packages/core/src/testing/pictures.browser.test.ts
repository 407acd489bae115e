import { expect, it } from 'vitest';
import { createGIF } from './gif.ts';
import { createJPEG } from './jpeg.ts';
import { createPNG } from './png.ts';
import { createSVG } from './svg.ts';
import { createWebP } from './webp.ts';

/** The size, and the colour in the middle, as the browser shows it. */
async function look(file: File) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await image.decode();
  URL.revokeObjectURL(image.src);
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0);
  const [red = 0, green = 0, blue = 0] = context.getImageData(width / 2, height / 2, 1, 1).data;
  return { width, height, color: [red, green, blue] };
}

it.each([
  ['JPEG', createJPEG],
  ['PNG', createPNG],
  ['WebP', createWebP],
  ['GIF', createGIF],
  ['SVG', createSVG],
])('a browser shows a %s as it was meant', async (_, create) => {
  for (const [width, height] of [
    [64, 48],
    [301, 7],
  ] as const) {
    const shown = await look(create({ width, height, color: [200, 30, 90] }));
    expect(shown).toMatchObject({ width, height });
    [200, 30, 90].forEach((part, n) => {
      expect(Math.abs((shown.color[n] ?? 0) - part)).toBeLessThanOrEqual(2);
    });
  }
});

it('a browser turns a JPEG as its Exif says', async () => {
  const file = createJPEG({ width: 40, height: 30, orientation: 6, thumbnail: true });
  expect(await look(file)).toMatchObject({ width: 40, height: 30 });
});

it('a browser decodes all pictures of an animation', async () => {
  for (const file of [createGIF({ frames: 3 }), createWebP({ frames: 3 })]) {
    const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: file.type });
    await decoder.tracks.ready;
    await decoder.completed;
    expect(decoder.tracks.selectedTrack?.frameCount).toBe(3);
    const { image } = await decoder.decode({ frameIndex: 2 });
    expect(image.displayWidth).toBe(64);
    image.close();
    decoder.close();
  }
});
