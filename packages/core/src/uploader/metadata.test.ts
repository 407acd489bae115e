import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorld } from '../../test/simulated-world.ts';
import type { UploaderOptions } from '../options.ts';
import { createEngine } from './uploader.ts';
// Loaded beforehand, so that it is there when a page crashes.
import './keeping.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

function open(world = createWorld(), options: Partial<UploaderOptions> = {}) {
  const page = world.open();
  const all = { endpoint: '/api/images', autoStart: false, ...options };
  const uploader = createEngine(all, page.platform);
  uploader.subscribe(() => undefined);
  onTestFinished(uploader.destroy);
  const prepare = async () => {
    await vi.waitFor(() => expect(page.preparations).toHaveLength(1));
    page.preparations.pop()?.resolve();
  };
  return { world, page, uploader, sent: page.fields, prepare };
}

it('sends what was said of a picture, over what the app says of all', async () => {
  const { uploader, sent, prepare } = open(undefined, { metadata: { album: 7, alt: 'A picture' } });
  const [id = ''] = uploader.add([new File([SVG], 'a.svg')]);
  await prepare();
  uploader.setMetadata(id, { alt: 'A lighthouse', caption: 'At dusk' });
  expect(uploader.getItem(id)?.metadata).toEqual({ alt: 'A lighthouse', caption: 'At dusk' });
  void uploader.start();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(JSON.parse(sent[0]?.metadata ?? '')).toEqual({
    album: 7,
    alt: 'A lighthouse',
    caption: 'At dusk',
  });
});

it('says so where more is said than the service keeps, instead of cutting it off', async () => {
  const { uploader, sent, prepare } = open();
  const [id = ''] = uploader.add([new File([SVG], 'a.svg')]);
  await prepare();
  uploader.setMetadata(id, { caption: 'x'.repeat(1100) });
  void uploader.start();
  await vi.waitFor(() => expect(uploader.getItem(id)?.status).toBe('failed'));
  expect(uploader.getItem(id)).toMatchObject({ error: { code: 'metadata-too-large' } });
  expect(sent).toEqual([]);
  uploader.setMetadata(id, { caption: 'short' });
  uploader.retry(id);
  await vi.waitFor(() => expect(sent).toEqual([{ metadata: '{"caption":"short"}' }]));
});

it('keeps what was said over a reload', async () => {
  const first = open(undefined, { persist: true });
  const [id = ''] = first.uploader.add([new File([SVG], 'a.svg')]);
  await vi.waitFor(() => expect(first.world.disk.size).toBe(1));
  first.uploader.setMetadata(id, { caption: 'At dusk' });
  await vi.waitFor(() =>
    expect(first.world.disk.get(id)?.metadata).toEqual({ caption: 'At dusk' }),
  );
  first.page.crash();
  const second = open(first.world, { persist: true });
  await vi.waitFor(() => expect(second.uploader.getSnapshot().items).toHaveLength(1));
  expect(second.uploader.getSnapshot().items[0]?.metadata).toEqual({ caption: 'At dusk' });
});
