import { expect, it, vi } from 'vitest';
import { createWorld } from '../../test/simulated-world.ts';
import { createEngine } from './uploader.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

it('starts nothing of what is being cleared, although it waited only for the one before', async () => {
  const page = createWorld().open();
  const uploader = createEngine({ endpoint: '/api/images' }, page.platform);
  uploader.add(['first.svg', 'second.svg'].map((name) => new File([SVG], name)));
  await vi.waitFor(() => expect(page.preparations).toHaveLength(2));
  const started: string[] = [];
  uploader.watch((now) => now?.status === 'uploading' && started.push(now.file.name));
  page.preparations.find(({ name }) => name === 'second.svg')?.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  uploader.clear();
  await new Promise((resolve) => setTimeout(resolve));
  expect(started).toEqual([]);
  expect(page.sends).toEqual([]);
  expect(uploader.getSnapshot().items).toEqual([]);
});
