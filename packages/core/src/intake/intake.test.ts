import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it, vi } from 'vitest';
import { readHeader } from '../formats/header.ts';
import { resolveOptions } from '../options.ts';
import { createStartReader } from './file-start.ts';
import { inspect, judgeResult } from './intake.ts';
import { placeLeft } from './rules.ts';

const require = createRequire(import.meta.url);
const { rules } = resolveOptions({ endpoint: '/api/images' });
const flower = readFileSync(require.resolve('exif/test/short-ascii-MM.jpg'));
const file = (bytes: Uint8Array<ArrayBuffer> | string, name = 'a.jpg') => new File([bytes], name);

async function errorOf(
  candidate: File,
  more: Partial<typeof rules> = {},
  metadata: string | null = null,
) {
  const admission = await inspect(candidate, metadata, { ...rules, ...more }, readHeader);
  return admission.admitted ? null : admission.error;
}

it('lets a photo in, with what its header says, whatever its name and type', async () => {
  const admission = await inspect(
    new File([flower], 'no-ending', { type: '' }),
    null,
    rules,
    readHeader,
  );
  expect(admission).toMatchObject({
    admitted: true,
    header: { mediaType: 'image/jpeg', width: 480, height: 360, orientation: 1, frames: 1 },
  });
});

it('refuses what is empty before anything else', async () => {
  expect(await errorOf(file('', 'a.txt'))).toMatchObject({ code: 'empty-file', retryable: false });
});

it('refuses what is no picture, and pictures that are not accepted, naming what it is', async () => {
  const words = await errorOf(file('only words', 'notes.jpg'));
  expect(words?.code).toBe('unsupported-type');
  expect(words?.message).toBe(
    'notes.jpg cannot be uploaded: its contents are not those of a picture. Choose one of JPEG, PNG, GIF, WebP, SVG, HEIC.',
  );
  const jpeg = await errorOf(file(flower), { accept: ['image/png'] });
  expect(jpeg?.message).toContain('pictures of type JPEG are not taken. Choose one of PNG');
  expect(await errorOf(file(flower), { accept: ['image/*'] })).toBeNull();
});

it('refuses too many bytes, naming limit and size', async () => {
  const error = await errorOf(file(flower), { maxFileSize: 20 * 1024 });
  expect(error).toMatchObject({ code: 'file-too-large', limit: 20_480, actual: flower.length });
  expect(error?.message).toContain('a.jpg has 0.03 MB; the limit is 0.02 MB');
});

it('refuses too many pixels, along a side and in all', async () => {
  const side = await errorOf(file(flower), { maxDimension: 400 });
  expect(side).toMatchObject({ code: 'dimensions-too-large', limit: 400, actual: 480 });
  expect(side?.message).toContain('480 × 360 pixels; no side may be over 400');
  const area = await errorOf(file(flower), { maxPixels: 100_000 });
  expect(area).toMatchObject({ code: 'dimensions-too-large', limit: 100_000, actual: 172_800 });
});

it('refuses metadata over 1,024 bytes of JSON, counting bytes and not characters', async () => {
  const fits = JSON.stringify({ a: 'é'.repeat(508) });
  expect(new TextEncoder().encode(fits)).toHaveLength(1024);
  expect(await errorOf(file(flower), {}, fits)).toBeNull();
  const error = await errorOf(file(flower), {}, `${fits} `);
  expect(error).toMatchObject({ code: 'metadata-too-large', limit: 1024, actual: 1025 });
});

it('refuses a file that can no longer be read, with the cause', async () => {
  const cause = new DOMException('gone', 'NotFoundError');
  // Larger than what is read together with others.
  const gone = new File([flower, new Uint8Array(70_000)], 'a.jpg');
  gone.slice = () => ({ arrayBuffer: () => Promise.reject(cause) }) as unknown as Blob;
  expect(await errorOf(gone)).toMatchObject({ code: 'unreadable-file', cause });
});

it('refuses one file too many', () => {
  const limited = { ...rules, maxFiles: 2 };
  expect(placeLeft(file(flower), 1, limited)).toBeNull();
  expect(placeLeft(file(flower), 2, limited)).toMatchObject({
    code: 'too-many-files',
    limit: 2,
    actual: 3,
  });
});

it('reads small files together, and does not blame them for one that cannot be read', async () => {
  const gone = new File([flower], 'gone.jpg');
  const failing = Object.assign(new File([flower], 'failing.jpg'), {
    arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')),
  });
  const readStart = createStartReader();
  const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const files = [file(flower), file('words'), gone];
  const starts = await Promise.all(files.map((one) => readStart(one)));
  expect(reads).toHaveBeenCalledOnce();
  expect(starts.map(({ byteLength }) => byteLength)).toEqual([flower.length, 5, flower.length]);
  expect(new Uint8Array(starts[2] ?? []).slice(0, 3)).toEqual(new Uint8Array([0xff, 0xd8, 0xff]));

  reads.mockRejectedValueOnce(new DOMException('changed', 'NotReadableError'));
  const outcomes = await Promise.allSettled([readStart(file('words')), readStart(failing)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  vi.restoreAllMocks();
});

it('without preparation, believes a file that states an accepted type, and opens the others', async () => {
  const { rules: trusting } = resolveOptions({ endpoint: '/api/images', prepare: false });
  const read = vi.fn(readHeader);
  const look = (type: string, more = {}) =>
    inspect(new File(['words'], 'a.jpg', { type }), null, { ...trusting, ...more }, read);
  expect(await look('image/jpeg')).toEqual({ admitted: true, header: null });
  expect(read).not.toHaveBeenCalled();
  for (const [type, more] of [
    [''],
    ['text/plain'],
    ['text/plain', { accept: ['image/*'] }],
  ] as const) {
    expect(await look(type, more)).toMatchObject({ error: { code: 'unsupported-type' } });
  }
  expect(await look('image/jpeg', { maxFileSize: 3 })).toMatchObject({
    error: { code: 'file-too-large' },
  });
  const limited = resolveOptions({ endpoint: '/x', prepare: false, maxPixels: 5 }).rules;
  expect(limited.trustsTypes).toBe(false);
});

/** A GIF of so many frames, each of one pixel, on a screen of the given size. */
function gif(width: number, height: number, frames: number): Uint8Array<ArrayBuffer> {
  const screen = [width & 255, width >> 8, height & 255, height >> 8];
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0];
  const header = [...Buffer.from('GIF89a'), ...screen, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
  return Uint8Array.from([...header, ...Array.from({ length: frames }, () => frame).flat(), 0x3b]);
}

it('counts the pixels of all frames of an animation, and says so', async () => {
  expect(await errorOf(file(gif(1000, 1000, 100)))).toBeNull();
  const error = await errorOf(file(gif(1000, 1000, 101), 'a.gif'));
  expect(error).toMatchObject({ code: 'dimensions-too-large', limit: 1e8, actual: 101e6 });
  expect(error?.message).toContain('a.gif has 101 megapixels in its 101 frames together');
});

it('counts ten thousand frames', async () => {
  const admission = await inspect(file(gif(10, 10, 10_000)), null, rules, readHeader);
  expect(admission).toMatchObject({ header: { frames: 10_000 } });
});

it('lets a still in that will be shrunk, but no animation, and looks again at what became of it', async () => {
  const shrinking = resolveOptions({ endpoint: '/x', prepare: { maxSide: 100 } }).rules;
  const limits = { maxFileSize: 10_000, maxPixels: 1000, maxDimension: 200 };
  expect(await errorOf(file(flower), { ...shrinking, ...limits })).toBeNull();
  const animation = await errorOf(file(gif(300, 300, 2)), { ...shrinking, ...limits });
  expect(animation).toMatchObject({ code: 'dimensions-too-large' });

  const admission = await inspect(file(flower), null, rules, readHeader);
  if (!admission.admitted || !admission.header) throw new Error('not admitted');
  const { header } = admission;
  const small = { ...header, width: 30, height: 20 };
  expect(judgeResult(file('x'), small, { ...shrinking, ...limits })).toBeNull();
  expect(judgeResult(file('x'), header, { ...shrinking, ...limits })).toMatchObject({
    code: 'dimensions-too-large',
    actual: 480,
  });
  expect(judgeResult(file(flower), small, { ...shrinking, ...limits })).toMatchObject({
    code: 'file-too-large',
  });
});
