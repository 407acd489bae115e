import { describe, expect, it } from 'vitest';
import { readHeader } from '../header.ts';
import { stripMetadata } from '../strip-metadata.ts';

const CASES = [
  '01-plain',
  '02-exif-xmp',
  '03-exif-idat',
  '05-item-name',
  '06-meta-xml',
  '07-meta-bxml',
  '08-meta-uuid-xmp',
  '10-meta-free',
  '12-moov-udta-before',
  '14-second-meta',
  '15-free-top',
  '16-uuid-top',
  '18-mdat-unreferenced',
  '19-second-mdat',
  '20-tail-after',
  '22-ipco-uuid',
  '23-crtt-altt',
  '24-jumb-top',
  '25-uuid-c2pa',
  '26-iden-text-item',
  '28-hdlr-name',
  '29-exif-tiff-offset-lie',
  '31-exif-content-exif00',
  '33-mime-textplain',
  '40-irot180-thumb-stored',
  '41-imir-thumb-stored',
  '42-irot90-thumb',
  '43-irot180',
  '62-free-boxes-after-mdat',
];

const made = ['animation.avif', 'cropped-corner.avif', 'cropped-inside.avif'];
const files = [...CASES.map((name) => `avif-${name}.avif`), ...made];

async function read(name: string): Promise<Blob> {
  const url = made.includes(name)
    ? new URL(`../../../test/fixtures/${name}`, import.meta.url)
    : new URL(`../../../test/cases/${name}`, import.meta.url);
  return new Blob([await (await fetch(url)).arrayBuffer()], { type: 'image/avif' });
}

interface Shown {
  size: string;
  /** All pixels of all frames, as a hash. */
  frames: string[];
}

/** What this browser shows of a file, or `null`. */
async function show(blob: Blob): Promise<Shown | null> {
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  try {
    await image.decode();
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(image.src);
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  return {
    size: `${width}x${height}`,
    frames: [await hashOf(image, width, height), ...(await framesOf(blob))],
  };
}

/** An animation, frame by frame; none where the decoder cannot tell. */
async function framesOf(blob: Blob): Promise<string[]> {
  const decoder = new ImageDecoder({ data: await blob.arrayBuffer(), type: blob.type });
  const frames: string[] = [];
  try {
    await decoder.tracks.ready;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      const { displayWidth, displayHeight, duration } = image;
      frames.push(`${duration} ${await hashOf(image, displayWidth, displayHeight)}`);
      image.close();
    }
  } catch {
    // A file that breaks off has no frames for this decoder.
  } finally {
    decoder.close();
  }
  return frames;
}

async function hashOf(image: CanvasImageSource, width: number, height: number): Promise<string> {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('there is no canvas');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const digest = await crypto.subtle.digest('SHA-256', data);
  return new Uint8Array(digest).join();
}

describe.each(files)('%s', (name) => {
  it('shows the same image when it was rebuilt, in the size that its header says', async () => {
    const blob = await read(name);
    const rebuilt = await stripMetadata(blob, 'image/avif', 'all');
    const before = await show(blob);
    const after = await show(rebuilt);
    // This browser shows two of them only when they are rebuilt.
    if (before) expect(after).toEqual(before);
    const header = await readHeader(blob);
    expect(`${header?.width}x${header?.height}`).toBe(after?.size);
    expect(after?.frames).toHaveLength(1 + (header?.frames ?? 0));
  });
});

it('a file that breaks off is shown by this browser, so it is encoded anew and not called broken', async () => {
  const blob = await read('avif-5x-trunc-2059.avif');
  expect((await show(blob))?.size).toBe('256x192');
  await expect(stripMetadata(blob, 'image/avif', 'all')).rejects.toMatchObject({
    name: 'NotUnderstood',
  });
});
