import { expect, it, vi } from 'vitest';
import { openUploader, photoFile, storedImage } from '../../test/simulated-uploader.ts';

it('replaces the one image that there may be', async () => {
  const onRemove = vi.fn();
  const { uploader, prepareAll, sendAll, states } = openUploader({ maxFiles: 1, onRemove });
  uploader.add([photoFile('a.jpg')]);
  await prepareAll();
  await sendAll();
  const [first] = uploader.getSnapshot().items;
  uploader.add([photoFile('b.jpg')]);
  await prepareAll();
  expect(states()).toEqual(['b.jpg uploading']);
  expect(await sendAll()).toEqual(['b.jpg']);
  expect(states()).toEqual(['b.jpg done']);
  expect(onRemove).toHaveBeenCalledOnce();
  expect(onRemove).toHaveBeenCalledWith(first?.status === 'done' && first.image, first);
});

it('cancels what is replaced on its way', async () => {
  const onRemove = vi.fn();
  const { uploader, page, prepareAll, states } = openUploader({ maxFiles: 1, onRemove });
  uploader.add([photoFile('a.jpg')]);
  await prepareAll();
  expect(page.sends.map(({ name }) => name)).toEqual(['a.jpg']);
  uploader.add([photoFile('b.jpg')]);
  await prepareAll();
  expect(page.sends.map(({ name }) => name)).toEqual(['b.jpg']);
  expect(states()).toEqual(['b.jpg uploading']);
  expect(onRemove).not.toHaveBeenCalled();
});

it('takes the last of several that come at once, and sends no other', async () => {
  const { uploader, prepareAll, sendAll, states } = openUploader({ maxFiles: 1 });
  uploader.add(['a.jpg', 'b.jpg', 'c.jpg'].map(photoFile));
  await prepareAll();
  expect(await sendAll()).toEqual(['c.jpg']);
  expect(states()).toEqual(['c.jpg done']);
});

it('keeps what there is when the new file is refused: at once, by the app, or while it is prepared', async () => {
  const { uploader, page, prepareAll, sendAll, states, settle } = openUploader({
    maxFiles: 1,
    initialImages: [storedImage('old')],
    beforeAdd: ({ name }) => (name === 'ugly.jpg' ? 'No.' : true),
  });
  uploader.add([new File(['words'], 'words.jpg'), photoFile('ugly.jpg'), photoFile('broken.jpg')]);
  await settle();
  page.preparations.shift()?.reject(new Error('broken'));
  await settle();
  expect(states()).toEqual([
    'old.jpg done',
    'words.jpg rejected',
    'ugly.jpg rejected',
    'broken.jpg rejected',
  ]);
  uploader.add([photoFile('good.jpg')]);
  await prepareAll();
  await sendAll();
  expect(states().filter((state) => state.endsWith('done'))).toEqual(['good.jpg done']);
});

it('sends the one before where the last of several turns out to be broken', async () => {
  const { uploader, page, settle, sendAll, states } = openUploader({ maxFiles: 1 });
  uploader.add(['a.jpg', 'b.jpg'].map(photoFile));
  await settle();
  page.preparations.find(({ name }) => name === 'a.jpg')?.resolve();
  await settle();
  expect(states()).toEqual(['a.jpg queued', 'b.jpg preparing']);
  expect(page.sends).toEqual([]);
  page.preparations.find(({ name }) => name === 'b.jpg')?.reject(new Error('broken'));
  await settle();
  expect(await sendAll()).toEqual(['a.jpg']);
  expect(states()).toEqual(['a.jpg done', 'b.jpg rejected']);
});

it('replaces the oldest of several, if the app wants that', async () => {
  const { uploader, prepareAll, sendAll, states } = openUploader({
    maxFiles: 2,
    whenFull: 'replace',
    initialImages: [storedImage('a')],
  });
  uploader.add(['b.jpg', 'c.jpg'].map(photoFile));
  await prepareAll();
  expect(await sendAll()).toEqual(['b.jpg', 'c.jpg']);
  expect(states()).toEqual(['b.jpg done', 'c.jpg done']);
});

it('rejects, if the app wants that', async () => {
  const { uploader, prepareAll, states } = openUploader({ maxFiles: 1, whenFull: 'reject' });
  uploader.add(['a.jpg', 'b.jpg'].map(photoFile));
  await prepareAll();
  expect(states()).toEqual(['a.jpg uploading', 'b.jpg rejected']);
});

it('holds the replacement back until start(), and the replaced one is gone', async () => {
  const { uploader, prepareAll, sendAll, states } = openUploader({
    maxFiles: 1,
    autoStart: false,
    initialImages: [storedImage('old')],
  });
  uploader.add([photoFile('new.jpg')]);
  await prepareAll();
  expect(states()).toEqual(['new.jpg queued']);
  const settled = uploader.start();
  await prepareAll();
  await sendAll();
  expect((await settled).map(({ status }) => status)).toEqual(['done']);
});

it('refuses an option that is none', () => {
  const whenFull = 'replase' as 'replace';
  expect(() => openUploader({ whenFull })).toThrow('whenFull must be "reject" or "replace"');
  const beforeAdd = 'yes' as unknown as () => void;
  expect(() => openUploader({ beforeAdd })).toThrow('beforeAdd must be a function');
});
