import { describe, expect, it } from 'vitest';
import { CASES, caseName, SECRETS } from '../test/rebuilt-cases.ts';
import { isUploadError } from './errors/upload-error.ts';
import { prepareImage } from './prepare-image.ts';

async function caseFile(name: string, type: string): Promise<File> {
  const response = await fetch(new URL(`../test/cases/${name}`, import.meta.url));
  return new File([await response.arrayBuffer()], name, { type });
}

/** What an `<img>` shows, or `null`. */
async function shown(file: Blob) {
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  const isShown = await new Promise<boolean>((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
  });
  if (!isShown) return null;
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  // Before the URL is gone: what breaks off is read once more.
  context?.drawImage(image, 0, 0);
  URL.revokeObjectURL(url);
  return { width, height, data: context?.getImageData(0, 0, width, height).data };
}

async function isShownAlike(one: Blob, other: Blob): Promise<boolean> {
  const [before, after] = [await shown(one), await shown(other)];
  if (!before || !after || before.width !== after.width || before.height !== after.height)
    return false;
  return before.data?.every((value, at) => value === after.data?.[at]) ?? false;
}

async function frameCount(file: Blob): Promise<number | undefined> {
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: file.type });
  await decoder.completed.catch(() => undefined);
  const count = decoder.tracks.selectedTrack?.frameCount;
  decoder.close();
  return count;
}

const includes = (bytes: Uint8Array, text: string) =>
  new TextDecoder('latin1').decode(bytes).includes(text);

const ALL = Object.entries(CASES).flatMap(([type, names]) =>
  names.map((name) => [caseName(type, name), type] as const),
);

const ENDLESS = /^(?:j09|n29)/;

describe('what is sent of an image', () => {
  it.each(ALL)('shows the same, and nothing else: %s', async (name, type) => {
    const original = await caseFile(name, type);
    const before = await shown(original);
    const prepared = await prepareImage(original).catch((error: unknown) => error);
    if (isUploadError(prepared)) {
      expect([before, prepared.code]).toEqual([null, 'broken-image']);
      return;
    }
    const { file } = prepared as Awaited<ReturnType<typeof prepareImage>>;
    const bytes = new Uint8Array(await file.arrayBuffer());
    for (const secret of SECRETS) expect(includes(bytes, secret), secret).toBe(false);
    if (!before) return;
    // Of what has no end, Chromium draws more or less, each time anew; that is compared by another decoder.
    if (!ENDLESS.test(name)) expect(await isShownAlike(original, file)).toBe(true);
    if (type !== 'image/jpeg') expect(await frameCount(file)).toBe(await frameCount(original));
  });
});
