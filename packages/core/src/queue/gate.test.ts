import { expect, it } from 'vitest';
import { createGate } from './gate.ts';

it('lets through while it is open, and everybody who waits when it opens', async () => {
  const { signal } = new AbortController();
  const gate = createGate();
  await gate.pass(signal);
  gate.setClosed(true);
  const passed: string[] = [];
  const all = ['a', 'b'].map((name) => gate.pass(signal).then(() => passed.push(name)));
  await Promise.resolve();
  expect(passed).toEqual([]);
  gate.setClosed(false);
  await Promise.all(all);
  expect(passed).toEqual(['a', 'b']);
});

it('lets go of who no longer wants to wait', async () => {
  const controller = new AbortController();
  const gate = createGate();
  gate.setClosed(true);
  const pass = gate.pass(controller.signal);
  controller.abort(new Error('enough'));
  await expect(pass).rejects.toThrow('enough');
});
