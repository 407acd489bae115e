import { expect, it, vi } from 'vitest';
import { openIndexedDB } from './indexed-db.ts';
import type { KeptItem } from './persistence.ts';

it('gives the next page all that is known of an item, and its bytes', async () => {
  const queue = crypto.randomUUID();
  const item: KeptItem = {
    id: crypto.randomUUID(),
    key: 'a-key-of-an-upload',
    directUpload: { id: 'reserved', uploadURL: 'https://upload.example/reserved' },
    metadata: { caption: 'A lighthouse' },
    begun: false,
    file: new File(['bytes of a picture'], 'lighthouse.jpg', { type: 'image/jpeg' }),
  };
  const first = await openIndexedDB(queue);
  await first.put([item]);
  const { file: _, ...state } = item;
  const changed = { ...state, metadata: { caption: 'The lighthouse' }, begun: true };
  await first.update(changed);
  await first.close();

  const second = await openIndexedDB(queue);
  const adopted: KeptItem[] = [];
  await second.adopt((items) => adopted.push(...items));
  expect(adopted).toEqual([{ ...changed, file: expect.any(File) }]);
  expect(await adopted[0]?.file.text()).toBe('bytes of a picture');
  await second.delete([item.id]);
  await second.close();
});

it('keeps the bytes where the browser keeps no files, and makes a file of them again', async () => {
  const { put } = IDBObjectStore.prototype;
  const refusing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
    key?: IDBValidKey,
  ) {
    if (value instanceof File) throw new DOMException('Error preparing File data', 'UnknownError');
    return key === undefined ? put.call(this, value) : put.call(this, value, key);
  });
  const queue = crypto.randomUUID();
  const options = { type: 'image/jpeg', lastModified: 1_700_000_000_000 };
  const items = ['one.jpg', 'two.jpg'].map((name) => ({
    id: crypto.randomUUID(),
    key: 'a-key',
    directUpload: null,
    begun: false,
    file: new File([name], name, options),
  }));
  const first = await openIndexedDB(queue);
  // Not awaited: what is asked for meanwhile counts all the same.
  void first.put(items);
  const [{ file: _, ...one }] = items as [KeptItem, KeptItem];
  await first.update({ ...one, begun: true });
  refusing.mockRestore();
  await first.close();

  const second = await openIndexedDB(queue);
  const adopted: KeptItem[] = [];
  await second.adopt((taken) => adopted.push(...taken));
  expect(adopted.map(({ id, begun }) => [id, begun])).toEqual([
    [items[0]?.id, true],
    [items[1]?.id, false],
  ]);
  for (const { file } of adopted) {
    expect(file).toMatchObject(options);
    expect(await file.text()).toBe(file.name);
  }
  await second.delete(items.map(({ id }) => id));
  await second.close();
});
