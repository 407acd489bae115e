import { afterEach, expect, it, onTestFinished } from 'vitest';
import type { Outcome, Task } from './run-task.ts';
import { createWorkerPool, type PoolParts } from './worker-pool.ts';

/** A worker that does what the name of its file says: answers, hangs, crashes, or waits a moment. */
const SCRIPT = `
  onmessage = ({ data: { task } }) => {
    const { name } = task.file;
    if (name === 'hang') for (;;);
    if (name === 'crash') throw new Error('crashed');
    const answer = () => postMessage({ outcome: { result: name } });
    if (name === 'slow') setTimeout(answer, 30); else answer();
  };
  postMessage({ outcome: null });
`;

const workers: Worker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

function createWorker(): Worker {
  const url = URL.createObjectURL(new Blob([SCRIPT], { type: 'text/javascript' }));
  onTestFinished(() => URL.revokeObjectURL(url));
  const worker = new Worker(url);
  workers.push(worker);
  return worker;
}

function missingWorker(): Worker {
  const worker = new Worker('/there-is-no-such-worker.js');
  workers.push(worker);
  return worker;
}

function pool(parts: Partial<PoolParts> = {}) {
  const here: string[] = [];
  const made = createWorkerPool({
    createWorker,
    async runHere(task) {
      here.push((task.file as File).name);
      return { result: null };
    },
    size: 2,
    memory: 100,
    // It covers the start of a worker too, which a busy machine may delay.
    timeLimit: 3000,
    idleTime: 10_000,
    ...parts,
  });
  const run = async (name: string, bytes = 1, mediaType = 'image/jpeg') => {
    const task = { kind: 'preview', file: new File([], name), header: { mediaType }, side: 1 };
    return made.run(task as unknown as Task, bytes);
  };
  return { run, here };
}

const result = (name: string) => ({ result: name }) as unknown as Outcome;

it('starts workers when there is work, no more than there may be, and uses them again', async () => {
  const { run } = pool();
  const names = ['a', 'b', 'c', 'd', 'e'];
  expect(await Promise.all(names.map((name) => run(name)))).toEqual(names.map(result));
  expect(workers).toHaveLength(2);
});

it('replaces a worker that hangs, and fails its task alone', async () => {
  const { run } = pool();
  const [hung, ...others] = await Promise.all([run('hang'), run('a'), run('b')]);
  expect(hung).toEqual({ failure: { code: 'preparation-failed', reason: 'It took too long.' } });
  expect(others).toEqual([result('a'), result('b')]);
  expect(await Promise.all([run('c'), run('d')])).toEqual([result('c'), result('d')]);
});

it('replaces a worker that crashes, and fails its task alone', async () => {
  const { run } = pool({ size: 1 });
  const [crashed, other] = await Promise.all([run('crash'), run('a')]);
  expect(crashed).toEqual({
    failure: { code: 'preparation-failed', reason: 'The worker crashed.' },
  });
  expect(other).toEqual(result('a'));
  expect(workers).toHaveLength(2);
});

it.each([
  [
    'there are no workers',
    () => {
      throw new Error('SecurityError');
    },
  ],
  ['the file of the worker is not found', () => new Worker('/nothing-here.js', { type: 'module' })],
])('runs on the page where %s', async (_, create) => {
  const { run, here } = pool({ createWorker: create });
  await Promise.all([run('a'), run('b'), run('c')]);
  expect(here.toSorted()).toEqual(['a', 'b', 'c']);
});

it('gets by with fewer workers when one more does not start, and leaves nothing to the page', async () => {
  const { run, here } = pool({
    createWorker: () => (workers.length === 0 ? createWorker() : missingWorker()),
  });
  await run('a');
  const names = ['slow', 'b', 'c'];
  expect(await Promise.all(names.map((name) => run(name)))).toEqual(names.map(result));
  expect(workers).toHaveLength(2);
  expect(here).toEqual([]);
});

it('draws what no worker can on the page', async () => {
  const { run, here } = pool();
  await run('drawing', 1, 'image/svg+xml');
  expect(here).toEqual(['drawing']);
  expect(workers).toHaveLength(0);
});

it('keeps to its memory: what needs more than is left waits, and what needs more than there is runs alone', async () => {
  const { run } = pool();
  const order: string[] = [];
  const note = async (name: string, bytes: number, as = name) => {
    await run(name, bytes);
    order.push(as);
  };
  await Promise.all([note('slow', 60), note('b', 60), note('c', 500), note('d', 1)]);
  expect(order).toEqual(['slow', 'b', 'c', 'd']);
});

it('lets workers go that have nothing to do', async () => {
  const { run } = pool({ idleTime: 10 });
  await run('a');
  await new Promise((resolve) => setTimeout(resolve, 60));
  await run('b');
  expect(workers).toHaveLength(2);
});
