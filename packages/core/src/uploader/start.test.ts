import { expect, it, vi } from 'vitest';
import { openUploader, photoFile } from '../../test/simulated-uploader.ts';

it('start() resolves once everything has settled, however it ended', async () => {
  const onSettled = vi.fn();
  const { uploader, page, settle, prepareAll, sendAll } = openUploader({
    autoStart: false,
    retry: false,
    onSettled,
  });
  uploader.add([photoFile('a.jpg'), photoFile('b.jpg'), new File(['words'], 'c.jpg')]);
  await prepareAll();
  const over = vi.fn();
  const started = uploader.start().then(over);
  await settle();
  page.sends.shift()?.reject(new Error('x'));
  await settle();
  expect(over).not.toHaveBeenCalled();
  await sendAll();
  await started;
  expect(onSettled).toHaveBeenCalledOnce();
  const [items] = over.mock.lastCall ?? [];
  expect(items).toBe(uploader.getSnapshot().items);
  expect(items.map(({ status }: { status: string }) => status)).toEqual([
    'failed',
    'done',
    'rejected',
  ]);
});

it('start() resolves at once where there is nothing to do', async () => {
  const { uploader } = openUploader();
  expect(await uploader.start()).toEqual([]);
});

it('start() waits for what is still being looked at, and for what is sent anyway', async () => {
  const { uploader, prepareAll, sendAll } = openUploader();
  uploader.add([photoFile('a.jpg')]);
  const started = uploader.start();
  await prepareAll();
  await sendAll();
  expect((await started)[0]?.status).toBe('done');
});

it('start() leaves nobody waiting when the uploader ends or the list is cleared', async () => {
  const one = openUploader({ autoStart: false });
  one.uploader.add([photoFile('a.jpg')]);
  const cleared = one.uploader.start();
  one.uploader.clear();
  expect(await cleared).toEqual([]);
  const other = openUploader({ autoStart: false });
  other.uploader.add([photoFile('a.jpg')]);
  const destroyed = other.uploader.start();
  other.uploader.destroy();
  expect(await destroyed).toEqual([]);
});
