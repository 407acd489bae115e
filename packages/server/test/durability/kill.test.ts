import { expect, it } from 'vitest';
import { photo, temporaryFolder } from '../running-server.ts';
import { killRounds } from './kill-rounds.ts';

it('keeps what it promised when it is killed at random moments under load, a dozen times', async () => {
  const dir = await temporaryFolder();
  const jpeg = photo('test1.jpg');
  const report = await killRounds({ dir, rounds: 12, seed: 20_261_124, jpeg });
  expect(report.broken).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(12);
  expect(report.deleted).toBeGreaterThan(0);
}, 120_000);
