import { expect, it } from 'vitest';
import { createAdmissions } from './admissions.ts';

const soon = () => new Promise((resolve) => setTimeout(resolve));

it('decides in order, although later files are read sooner', async () => {
  const decided: string[] = [];
  const admissions = createAdmissions(
    async (id) => {
      for (let wait = id === 'a' ? 5 : 0; wait > 0; wait--) await soon();
      return id.toUpperCase();
    },
    (id, reading) => decided.push(id + reading),
  );
  admissions.push(['a', 'b', 'c']);
  await expect.poll(() => decided).toEqual(['aA', 'bB', 'cC']);
});

it('reads ahead, and not without bound', async () => {
  let reading = 0;
  let most = 0;
  const decided: string[] = [];
  const admissions = createAdmissions(
    async () => {
      most = Math.max(most, ++reading);
      await soon();
      reading -= 1;
    },
    (id) => decided.push(id),
  );
  const ids = Array.from({ length: 1000 }, (_, n) => String(n));
  admissions.push(ids);
  await expect.poll(() => decided).toEqual(ids);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(128);
});

it('takes more files while it is busy, and again after it was idle', async () => {
  const decided: string[] = [];
  const admissions = createAdmissions(
    async () => soon(),
    (id) => decided.push(id),
  );
  admissions.push(['a']);
  admissions.push(['b']);
  await expect.poll(() => decided).toEqual(['a', 'b']);
  await soon();
  admissions.push(['c']);
  await expect.poll(() => decided).toEqual(['a', 'b', 'c']);
});
