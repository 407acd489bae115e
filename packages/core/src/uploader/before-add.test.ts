import { expect, it, vi } from 'vitest';
import { openUploader, photoFile } from '../../test/simulated-uploader.ts';
import { createWorld } from '../../test/simulated-world.ts';
import type { BeforeAdd, BeforeAddAnswer } from '../intake/before-add.ts';
import { createGIF } from '../testing/gif.ts';

it('asks the app about each file, with what its bytes say, and takes what it takes', async () => {
  const beforeAdd = vi.fn<BeforeAdd>((file) => (file.name === 'a.jpg' ? undefined : true));
  const { uploader, prepareAll, sendAll } = openUploader({ beforeAdd });
  const moving = createGIF({ name: 'b.gif', width: 20, height: 10, frames: 3 });
  uploader.add([photoFile('a.jpg'), moving]);
  await prepareAll();
  expect(await sendAll()).toEqual(['a.jpg', 'b.gif']);
  expect(beforeAdd).toHaveBeenCalledWith(expect.any(File), {
    type: 'image/jpeg',
    width: 180,
    height: 135,
    animated: false,
  });
  expect(beforeAdd).toHaveBeenLastCalledWith(moving, {
    type: 'image/gif',
    width: 20,
    height: 10,
    animated: true,
  });
});

it('rejects with the sentence of the app, and sends nothing', async () => {
  const onError = vi.fn();
  const { uploader, prepareAll, sendAll } = openUploader({
    beforeAdd: () => 'Only landscapes, please.',
    onError,
  });
  const [id = ''] = uploader.add([photoFile('a.jpg')]);
  await prepareAll();
  expect(uploader.getItem(id)).toMatchObject({
    status: 'rejected',
    error: { code: 'refused-by-app', message: 'Only landscapes, please.', retryable: false },
  });
  expect(onError).toHaveBeenCalledOnce();
  expect(await sendAll()).toEqual([]);
});

it('leaves out without a word', async () => {
  const onError = vi.fn();
  const onRemove = vi.fn();
  const { uploader, prepareAll, sendAll } = openUploader({
    beforeAdd: (file) => file.name !== 'b.jpg',
    onError,
    onRemove,
  });
  uploader.add(['a.jpg', 'b.jpg', 'c.jpg'].map(photoFile));
  await prepareAll();
  expect(await sendAll()).toEqual(['a.jpg', 'c.jpg']);
  expect(uploader.getSnapshot().items).toHaveLength(2);
  expect(onError).not.toHaveBeenCalled();
  expect(onRemove).not.toHaveBeenCalled();
});

it('takes another file in its place, which must be right as well', async () => {
  const { uploader, prepareAll, sendAll, states } = openUploader({
    beforeAdd: async (file) =>
      file.name === 'a.jpg' ? photoFile('renamed.jpg') : new File(['words'], 'words.jpg'),
  });
  const [, bad = ''] = uploader.add(['a.jpg', 'b.jpg'].map(photoFile));
  await prepareAll();
  expect(await sendAll()).toEqual(['renamed.jpg']);
  expect(states()).toEqual(['renamed.jpg done', 'b.jpg rejected']);
  expect(uploader.getItem(bad)).toMatchObject({ error: { code: 'unsupported-type' } });
});

it('keeps the order, however long each answer takes, and asks in that order', async () => {
  const asked: string[] = [];
  const answers = new Map<string, (answer: BeforeAddAnswer) => void>();
  const { uploader, prepareAll, sendAll, settle } = openUploader({
    concurrency: 1,
    beforeAdd: ({ name }) => {
      asked.push(name);
      return new Promise((resolve) => answers.set(name, resolve));
    },
  });
  uploader.add(['a.jpg', 'b.jpg', 'c.jpg'].map(photoFile));
  await settle();
  expect(asked).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
  for (const name of ['c.jpg', 'b.jpg', 'a.jpg']) {
    answers.get(name)?.(true);
    await settle();
  }
  await prepareAll();
  expect(await sendAll()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
});

it.each([
  ['throws', () => Promise.reject(new Error('no quota')), /beforeAdd failed.*a\.jpg.*no quota/],
  [
    'throws at once',
    () => {
      throw new Error('no quota');
    },
    /beforeAdd failed.*no quota/,
  ],
  ['answers with what is no answer', () => 42 as unknown as string, /must return nothing, true/],
  ['answers with a blob', () => new Blob(['x']) as File, /returned \[object Blob\]/],
])('says clearly that the app is wrong where it %s', async (_, beforeAdd, message) => {
  const { uploader, prepareAll } = openUploader({ beforeAdd });
  const [id = ''] = uploader.add([photoFile('a.jpg')]);
  await prepareAll();
  expect(uploader.getItem(id)).toMatchObject({
    status: 'rejected',
    error: { code: 'app-error', message: expect.stringMatching(message) },
  });
});

it('is not waited for once an item has left, and hears of it', async () => {
  const signals: AbortSignal[] = [];
  let answer: (answer: BeforeAddAnswer) => void = () => undefined;
  const { uploader, prepareAll, sendAll, settle } = openUploader({
    beforeAdd: (_, { signal }) => {
      signals.push(signal);
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  });
  const [id = ''] = uploader.add([photoFile('a.jpg')]);
  await settle();
  uploader.cancel(id);
  expect(signals[0]?.aborted).toBe(true);
  answer(photoFile('late.jpg'));
  await prepareAll();
  expect(uploader.getItem(id)).toMatchObject({ status: 'canceled', file: { name: 'a.jpg' } });
  // Taken up again, it is asked about again.
  uploader.retry(id);
  await settle();
  answer(true);
  await prepareAll();
  expect(await sendAll()).toEqual(['a.jpg']);
});

it('asks again about what the app had refused, and only about that', async () => {
  const beforeAdd = vi.fn<BeforeAdd>().mockReturnValueOnce('Not now.').mockReturnValue(true);
  const { uploader, prepareAll, settle } = openUploader({ beforeAdd, autoStart: false });
  const [id = ''] = uploader.add([photoFile('a.jpg')]);
  await settle();
  uploader.retry(id);
  await prepareAll();
  uploader.cancel(id);
  uploader.retry(id);
  await prepareAll();
  expect(uploader.getItem(id)?.status).toBe('uploading');
  expect(beforeAdd).toHaveBeenCalledTimes(2);
});

it('asks about nothing that has no place, and about nothing that is stored', async () => {
  const beforeAdd = vi.fn<BeforeAdd>();
  const { uploader, prepareAll } = openUploader({
    beforeAdd,
    maxFiles: 1,
    whenFull: 'reject',
    initialImages: [
      {
        id: 'a',
        filename: 'a.jpg',
        uploaded: '',
        requireSignedURLs: false,
        variants: ['https://images.invalid/h/a/public'],
      },
    ],
  });
  uploader.add([photoFile('b.jpg')]);
  await prepareAll();
  expect(beforeAdd).not.toHaveBeenCalled();
});

it('reads the size for the app, also where files are sent as they are', async () => {
  const beforeAdd = vi.fn<BeforeAdd>();
  const { uploader, prepareAll } = openUploader({ beforeAdd, prepare: false });
  uploader.add([photoFile('a.jpg')]);
  await prepareAll();
  expect(beforeAdd.mock.lastCall?.[1]).toMatchObject({ width: 180, height: 135 });
});

it('does not ask again after a reload about what was taken, and goes on with the file that was', async () => {
  const world = createWorld();
  const beforeAdd = vi.fn<BeforeAdd>(({ name }) =>
    name === 'a.jpg' ? photoFile('renamed.jpg') : new Promise(() => undefined),
  );
  const first = openUploader({ persist: true, beforeAdd }, world);
  await first.settle();
  first.uploader.add(['a.jpg', 'b.jpg'].map(photoFile));
  await first.prepareAll();
  expect(first.states()).toEqual(['renamed.jpg uploading', 'b.jpg preparing']);
  first.page.crash();

  const again = vi.fn<BeforeAdd>();
  const second = openUploader({ persist: true, beforeAdd: again }, world);
  await second.prepareAll();
  expect(second.states()).toEqual(['renamed.jpg uploading', 'b.jpg uploading']);
  // Nobody had answered for this one.
  expect(again.mock.calls.map(([{ name }]) => name)).toEqual(['b.jpg']);
});
