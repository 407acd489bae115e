import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { openUploader } from '../../test/simulated-uploader.ts';
import type { UploaderOptions } from '../options.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test1.jpg'));

/** An uploader that sends one picture at a time, and a service that answers when it is told. */
function setUp(options: Partial<UploaderOptions> = {}) {
  const opened = openUploader({ concurrency: 1, ...options });
  const { uploader } = opened;
  const add = (...names: string[]) => uploader.add(names.map((name) => new File([photo], name)));
  const names = () => uploader.getSnapshot().items.map(({ file }) => file.name);
  return { ...opened, add, names };
}

it('sends what is not sent yet in the order to which it was moved', async () => {
  const { uploader, add, prepareAll, sendAll, names } = setUp();
  const [a = '', , , d = ''] = add('a', 'b', 'c', 'd');
  await prepareAll();
  uploader.move(d, 1);
  expect(names()).toEqual(['a', 'd', 'b', 'c']);
  uploader.move(a, 99);
  expect(names()).toEqual(['d', 'b', 'c', 'a']);
  // The first one was on its way already.
  expect(await sendAll()).toEqual(['a', 'd', 'b', 'c']);
});

it('follows the order also in what is still being prepared', async () => {
  const { uploader, add, prepareAll, sendAll, settle } = setUp();
  const [, , , , , f = ''] = add('a', 'b', 'c', 'd', 'e', 'f');
  await settle();
  uploader.move(f, 0);
  await prepareAll();
  expect(await sendAll()).toEqual(['f', 'a', 'b', 'c', 'd', 'e']);
});

it('follows the order in what waits for start(), and in what is added later', async () => {
  const { uploader, add, prepareAll, sendAll, settle } = setUp({ autoStart: false });
  const [, b = ''] = add('a', 'b');
  await prepareAll();
  uploader.move(b, 0);
  add('c');
  await prepareAll();
  void uploader.start();
  await settle();
  expect(await sendAll()).toEqual(['b', 'a', 'c']);
});

it('moves nothing for a place that is the same, or for an item that has left', () => {
  const { uploader, add } = setUp();
  const [a = ''] = add('a', 'b');
  const { items } = uploader.getSnapshot();
  uploader.move(a, -3);
  uploader.move('unknown', 1);
  uploader.move(a, Number.NaN);
  expect(uploader.getSnapshot().items).toBe(items);
});

it('sends all that failed again at one word', async () => {
  const { uploader, page, add, prepareAll, sendAll, settle } = setUp({ retry: false });
  add('a', 'b', 'c');
  await prepareAll();
  for (let send = page.sends.shift(); send; send = page.sends.shift()) {
    send.reject(new Error('x'));
    await settle();
  }
  expect(uploader.getSnapshot().items.map(({ status }) => status)).toEqual(Array(3).fill('failed'));
  uploader.retryAll();
  await settle();
  expect(await sendAll()).toEqual(['a', 'b', 'c']);
});
