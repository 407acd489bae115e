import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { look, quarters } from '../../test/quarters.ts';
import { createUploader, prepareImage, type Uploader } from '../index.ts';

// Takes pictures, and never answers.
const hold = new URL('/script/hold', inject('relayURL')).href;

async function caseFile(name: string): Promise<File> {
  const response = await fetch(new URL(`../../test/cases/${name}`, import.meta.url));
  return new File([await response.blob()], name, { type: '' });
}

function start(): Uploader {
  const uploader = createUploader({ endpoint: hold, previews: { size: 48 } });
  onTestFinished(uploader.destroy);
  return uploader;
}

async function settled(picture: File) {
  const uploader = start();
  const [id = ''] = uploader.add([picture]);
  await vi.waitFor(
    () => expect(uploader.getItem(id)?.status).toMatch(/^(?:rejected|uploading|processing)$/),
    { timeout: 10_000 },
  );
  return { uploader, id, item: () => uploader.getItem(id) };
}

const errorOf = (item: ReturnType<Uploader['getItem']>) =>
  item && 'error' in item ? item.error?.code : undefined;

describe('a damaged file', () => {
  it.each([
    't04-trunc-fe-3.jpg',
    't09-trunc-c4-1.jpg',
    't92-soi-eoi.jpg',
    'heic-5x-trunc-12.heic',
    'w10-riffsize-big.webp',
  ])('of which browsers show nothing is called damaged before it is sent: %s', async (name) => {
    const { item } = await settled(await caseFile(name));
    expect(item()?.status).toBe('rejected');
    expect(errorOf(item())).toBe('broken-image');
    await expect(prepareImage(await caseFile(name))).rejects.toMatchObject({
      code: 'broken-image',
    });
  });

  it.each(['n29-trunc-idat.png', 'g13-trunc.gif', 'nul.gif', 'notrailer.gif', 'garbage.jpg'])(
    'of which browsers show something is taken, with a preview: %s',
    async (name) => {
      const { item } = await settled(await caseFile(name));
      expect(item()?.status).not.toBe('rejected');
      await vi.waitFor(() => expect(item()?.previewUrl).toBeTruthy(), { timeout: 10_000 });
    },
  );

  it('is sent as browsers show it where decoders elsewhere may refuse it', async () => {
    const png = await quarters('image/png');
    const bytes = new Uint8Array(await png.arrayBuffer());
    const cut = new File([bytes.subarray(0, Math.floor(bytes.length * 0.9))], 'cut.png');
    await expect(createImageBitmap(cut)).rejects.toThrow();
    const { file, width, prepared } = await prepareImage(cut);
    expect([width, prepared]).toEqual([320, 'encoded']);
    expect((await look(file)).size).toBe('320x240');
  });

  it('is shrunk like any other', async () => {
    const jpeg = await quarters('image/jpeg');
    const cut = new File([jpeg.slice(0, Math.floor(jpeg.size * 0.8))], 'cut.jpg');
    const { width } = await prepareImage(cut, { maxSide: 100 });
    expect(width).toBe(100);
  });

  it('may be damaged at any place', async () => {
    const jpeg = await quarters('image/jpeg');
    for (let part = 0.02; part < 1; part += 0.14) {
      const cut = new File([jpeg.slice(0, Math.ceil(jpeg.size * part))], 'cut.jpg');
      const prepared = await prepareImage(cut).catch((error) => error.code);
      const expected = (await isShown(cut)) ? { width: 320 } : 'broken-image';
      if (typeof expected === 'string') expect(prepared, `at ${part}`).toBe(expected);
      else expect(prepared, `at ${part}`).toMatchObject(expected);
    }
  });
});

/** Whether an `<img>` shows any pixel. */
async function isShown(file: File): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([file], { type: 'image/jpeg' }));
  const image = new Image();
  image.src = url;
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d');
  try {
    await image.decode();
    context?.drawImage(image, 0, 0);
  } catch {
    return false;
  }
  return context?.getImageData(0, 0, 320, 240).data.some((value) => value > 0) ?? false;
}

describe('a drawing', () => {
  it.each(['h10-svg-use-bomb.svg', 'h11-svg-billion-laughs.svg'])(
    'that would grow without end is refused, and the page goes on: %s',
    async (name) => {
      const ticks = countTicks();
      const { item } = await settled(await caseFile(name));
      expect(errorOf(item())).toBe('broken-image');
      expect(item()?.previewUrl).toBeNull();
      expect(ticks()).toBeGreaterThan(0);
    },
  );

  it('that takes long to draw is sent without a preview', async () => {
    const shapes = '<circle r="1"/>'.repeat(30_000);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${shapes}</svg>`;
    const { item } = await settled(new File([svg], 'map.svg'));
    expect(item()?.status).not.toBe('rejected');
    expect(item()?.previewUrl).toBeNull();
  });

  it.each(['s01-illustrator-doctype.svg', 'intl.svg'])(
    'of a drawing program has a preview: %s',
    async (name) => {
      const { item } = await settled(await caseFile(name));
      expect(item()?.status).not.toBe('rejected');
      await vi.waitFor(() => expect(item()?.previewUrl).toBeTruthy());
    },
  );

  it('in UTF-16 has a preview and a size', async () => {
    const svg =
      '\ufeff<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><path fill="red" d="M0 0h8v4H0z"/></svg>';
    const units = Uint16Array.from(svg, (character) => character.charCodeAt(0));
    const { item } = await settled(new File([units], 'wide.svg'));
    expect(item()).toMatchObject({ width: 8, height: 4 });
    await vi.waitFor(() => expect(item()?.previewUrl).toBeTruthy());
  });
});

/** Counts the tasks that the page gets to, which are none while it stands still. */
function countTicks(): () => number {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  onTestFinished(() => clearInterval(timer));
  return () => ticks;
}
