import { expect, it } from 'vitest';
import { createGate, shareCores } from './render-gate.ts';
import { RenderRefusal } from './render-refusal.ts';

it('lets in so much at a time, in the order in which it came, and all of it in the end', async () => {
  const gate = createGate(3);
  const begun: number[] = [];
  let inside = 0;
  let most = 0;
  const work = Array.from({ length: 20 }, (_, n) =>
    gate(async () => {
      begun.push(n);
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
      if (n % 5 === 0) throw new Error('broken');
      return n;
    }),
  );
  const results = await Promise.allSettled(work);
  expect(most).toBe(3);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
});

it('turns away who would wait behind too many', async () => {
  const gate = createGate(1, 1);
  let end = (): void => undefined;
  const first = gate(() => new Promise<void>((resolve) => (end = resolve)));
  const second = gate(async () => 'second');
  const third = gate(async () => 'third');
  await expect(third).rejects.toThrow(RenderRefusal);
  await expect(third).rejects.toMatchObject({ status: 503, code: 9522 });
  end();
  await first;
  expect(await second).toBe('second');
  expect(await gate(async () => 'fourth')).toBe('fourth');
});

it.each([
  [1, 4, 1, 1],
  [2, 4, 2, 1],
  [8, 4, 2, 4],
  [8, 16, 8, 1],
  [16, 16, 14, 1],
])('shares %i cores, with %i threads in the pool, among %i renders of %i threads', (...numbers) => {
  const [cores, pool, renders, threads] = numbers;
  expect(shareCores(cores, pool)).toEqual({ renders, threads });
});
