import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorld } from '../../test/simulated-world.ts';
import type { Image } from '../images/image.ts';
import type { UploaderOptions } from '../options.ts';
import { createEngine } from './uploader.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

function stored(id: string, more: Partial<Image> = {}): Image {
  const variants = ['hero', 'thumbnail'].map((name) => `https://images.invalid/h/${id}/${name}`);
  const facts = { uploaded: '2026-01-01T00:00:00.000Z', requireSignedURLs: false };
  return { id, filename: `${id}.jpg`, ...facts, variants, ...more };
}

function setUp(options: Partial<UploaderOptions>) {
  const page = createWorld().open();
  const uploader = createEngine({ endpoint: '/api/images', ...options }, page.platform);
  onTestFinished(uploader.destroy);
  return { uploader, page };
}

it('shows stored pictures as done from the start, and never sends them', async () => {
  const onAdd = vi.fn();
  const onUploaded = vi.fn();
  const initialImages = [stored('a'), stored('b'), stored('a')];
  const { uploader, page } = setUp({ initialImages, onAdd, onUploaded });
  const { items, status, progress } = uploader.getSnapshot();
  expect(items).toMatchObject([
    { status: 'done', image: { id: 'a' }, progress: 1, attempt: 0, size: 0 },
    { status: 'done', image: { id: 'b' } },
  ]);
  expect(items[0]?.file.name).toBe('a.jpg');
  expect([status, progress.total]).toEqual(['idle', 0]);
  uploader.retryAll();
  uploader.retry(items[0]?.id ?? '');
  void uploader.start();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(page.sends).toEqual([]);
  expect(onAdd).not.toHaveBeenCalled();
  expect(onUploaded).not.toHaveBeenCalled();
});

it('shows a small variant of them, but of private ones none, and nothing that could run script', () => {
  const { uploader } = setUp({
    initialImages: [
      stored('a'),
      stored('b', { variants: ['https://images.invalid/h/b/hero'] }),
      stored('c', { requireSignedURLs: true }),
      stored('d', { variants: ['javascript:alert(1)/public'] }),
    ],
  });
  expect(uploader.getSnapshot().items.map(({ previewUrl }) => previewUrl)).toEqual([
    'https://images.invalid/h/a/thumbnail',
    'https://images.invalid/h/b/hero',
    null,
    null,
  ]);
});

it('counts them for maxFiles, until they are removed', async () => {
  const { uploader } = setUp({
    initialImages: [stored('a')],
    maxFiles: 1,
    whenFull: 'reject',
  });
  const [first = ''] = uploader.add([new File([SVG], 'b.svg')]);
  await vi.waitFor(() => expect(uploader.getItem(first)).toMatchObject({ status: 'rejected' }));
  expect(uploader.getItem(first)).toMatchObject({ error: { code: 'too-many-files' } });
  uploader.remove('stored-a');
  uploader.retry(first);
  await vi.waitFor(() => expect(uploader.getItem(first)?.status).not.toBe('rejected'));
});

it('puts them back on reset(), the latest that the app has named', async () => {
  const { uploader } = setUp({ initialImages: [stored('a')] });
  uploader.add([new File([SVG], 'b.svg')]);
  uploader.remove('stored-a');
  uploader.setOptions({ endpoint: '/api/images', initialImages: [stored('c')] });
  uploader.reset();
  expect(uploader.getSnapshot().items.map(({ id }) => id)).toEqual(['stored-c']);
});

it('takes in what the app names later, once, before what was chosen meanwhile', async () => {
  const { uploader } = setUp({ autoStart: false });
  const named = (initialImages: Image[]) =>
    uploader.setOptions({ endpoint: '/api/images', autoStart: false, initialImages });
  const ids = () => uploader.getSnapshot().items.map(({ id }) => id);
  const [chosen = ''] = uploader.add([new File([SVG], 'mine.svg')]);
  named([stored('a')]);
  named([stored('a'), stored('b')]);
  expect(ids()).toEqual(['stored-a', 'stored-b', chosen]);
  uploader.remove('stored-a');
  named([stored('a'), stored('b')]);
  expect(ids()).toEqual(['stored-b', chosen]);
});

it('does not name twice what was uploaded here', async () => {
  const { uploader, page } = setUp({});
  uploader.add([new File([SVG], 'mine.svg')]);
  await vi.waitFor(() => expect(page.preparations).toHaveLength(1));
  page.preparations[0]?.resolve();
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
  page.sends[0]?.resolve(stored('mine'));
  await vi.waitFor(() => expect(uploader.getSnapshot().status).toBe('idle'));
  uploader.setOptions({ endpoint: '/api/images', initialImages: [stored('mine')] });
  expect(uploader.getSnapshot().items).toHaveLength(1);
});

it('takes what comes late for older than what was chosen', async () => {
  const onRemove = vi.fn();
  const { uploader, page } = setUp({ maxFiles: 1, onRemove });
  const [chosen = ''] = uploader.add([new File([SVG], 'mine.svg')]);
  await vi.waitFor(() => expect(page.preparations).toHaveLength(1));
  page.preparations[0]?.resolve();
  await vi.waitFor(() => expect(uploader.getItem(chosen)?.status).not.toBe('preparing'));
  const options = { endpoint: '/api/images', maxFiles: 1, onRemove };
  uploader.setOptions({ ...options, initialImages: [stored('old')] });
  expect(uploader.getSnapshot().items.map(({ id }) => id)).toEqual([chosen]);
  expect(onRemove).toHaveBeenCalledWith(stored('old'), expect.objectContaining({ status: 'done' }));
});

it('tells of stored images that are removed, but not of a list that is put away', () => {
  const onRemove = vi.fn();
  const watched = vi.fn();
  const initialImages = [stored('a'), stored('b'), stored('c')];
  const { uploader } = setUp({ initialImages, onRemove });
  uploader.watchRemoved(watched);
  uploader.remove(['stored-b', 'unknown']);
  expect(onRemove).toHaveBeenCalledWith(stored('b'), expect.objectContaining({ id: 'stored-b' }));
  expect(watched).toHaveBeenCalledWith(expect.objectContaining({ id: 'stored-b' }), 1, null);
  uploader.clear();
  uploader.reset();
  expect(onRemove).toHaveBeenCalledOnce();
});

it('puts stored images back where they were', () => {
  const { uploader } = setUp({ initialImages: [stored('a'), stored('b'), stored('c')] });
  uploader.remove(['stored-a', 'stored-b']);
  uploader.addStored([stored('a'), stored('b'), stored('c')], 0);
  expect(uploader.getSnapshot().items.map(({ id }) => id)).toEqual([
    'stored-a',
    'stored-b',
    'stored-c',
  ]);
});
