import { expect, it } from 'vitest';
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
