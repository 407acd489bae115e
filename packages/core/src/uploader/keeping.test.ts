import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createItem } from '../queue/item.ts';
import { createStore } from '../queue/store.ts';
import { createKeeping } from './keeping.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);

it('holds up no picture for good where the storage does not answer, and none a second time', async () => {
  const onTrouble = vi.fn();
  const { keep, close } = await createKeeping({
    isApproved: () => false,
    open: async () => ({
      put: never,
      update: never,
      delete: never,
      adopt: never,
      close: () => undefined,
    }),
    name: 'a queue',
    store: createStore(() => undefined),
    onRestored: () => undefined,
    onTrouble,
  });
  const ready = vi.fn();
  const first = keep(createItem(new File(['x'], 'first.jpg'))).then(ready);
  await vi.advanceTimersByTimeAsync(5000);
  expect(ready).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5000);
  await first;
  expect(onTrouble).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ name: 'TimeoutError' }),
  );
  await keep(createItem(new File(['x'], 'second.jpg')));
  expect(onTrouble).toHaveBeenCalledOnce();
  close();
});
