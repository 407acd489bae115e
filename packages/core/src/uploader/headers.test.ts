import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorld, failure } from '../../test/simulated-world.ts';
import type { UploaderOptions } from '../options.ts';
import { createEngine } from './uploader.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const RETRY = { attempts: 3, baseDelay: 1, maxDelay: 2 };

function open(options: Partial<UploaderOptions>) {
  const world = createWorld();
  const page = world.open();
  const uploader = createEngine(
    { endpoint: '/api/images', retry: RETRY, ...options },
    page.platform,
  );
  uploader.subscribe(() => undefined);
  onTestFinished(uploader.destroy);
  const add = async () => {
    const [id = ''] = uploader.add([new File([SVG], 'a.svg')]);
    await vi.waitFor(() => expect(page.preparations).toHaveLength(1));
    page.preparations.pop()?.resolve();
    return id;
  };
  return { world, page, uploader, add };
}

it('are asked for before each request of every kind, so that a fresh token is used', async () => {
  let count = 0;
  const headers = async () => ({ Authorization: `Token ${++count}` });
  const { world, page, uploader, add } = open({ headers });
  const id = await add();
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
  page.sends.pop()?.reject(failure());
  await vi.waitFor(() => expect(page.questions).toHaveLength(1));
  expect(count).toBe(2);
  page.questions.pop()?.resolve('absent');
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
  expect(page.headers).toEqual([{ Authorization: 'Token 1' }, { Authorization: 'Token 3' }]);
  const [send] = page.sends;
  if (send) send.resolve(world.store(send));
  await vi.waitFor(() => expect(uploader.getItem(id)?.status).toBe('done'));
});

it('that cannot be had are tried again, without a question whether the image is stored', async () => {
  let isOffline = true;
  const headers = vi.fn(async () => {
    if (isOffline) throw new TypeError('Failed to fetch');
    return {};
  });
  const { page, uploader, add } = open({ headers, retry: { ...RETRY, idempotent: false } });
  const id = await add();
  await vi.waitFor(() => expect(uploader.getItem(id)?.status).toBe('failed'));
  expect(uploader.getItem(id)).toMatchObject({ error: { code: 'app-error' }, attempt: 3 });
  expect(headers).toHaveBeenCalledTimes(3);
  isOffline = false;
  uploader.retry(id);
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
  expect(page.questions).toEqual([]);
});

it('that are a mistake are not', async () => {
  const headers = vi.fn(() => {
    throw new Error('a mistake');
  });
  const { uploader, add } = open({ headers });
  const id = await add();
  await vi.waitFor(() => expect(uploader.getItem(id)?.status).toBe('failed'));
  expect(headers).toHaveBeenCalledTimes(1);
});

it('that keep an item waiting do not keep it from being canceled or paused', async () => {
  const answers: ((headers: Record<string, string>) => void)[] = [];
  const headers = () => new Promise<Record<string, string>>((resolve) => answers.push(resolve));
  const { page, uploader, add } = open({ headers });
  const id = await add();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  uploader.pause();
  expect(uploader.getItem(id)?.status).toBe('paused');
  answers.pop()?.({ late: 'yes' });
  uploader.resume();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  uploader.cancel(id);
  answers.pop()?.({});
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(uploader.getItem(id)?.status).toBe('canceled');
  expect(page.sends).toEqual([]);
});

it('must be an object or a function', () => {
  expect(() => open({ headers: 'Bearer x' as never })).toThrow('headers must be an object or a');
});
