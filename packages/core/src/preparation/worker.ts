import { runTask } from './run-task.ts';
import type { Answer, Question } from './worker-pool.ts';

// The types of a page's global scope and of a worker's cannot be had at once.
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<Question>) => void;
  postMessage(answer: Answer): void;
};

scope.onmessage = async ({ data: { task } }) => {
  scope.postMessage({ outcome: await runTask(task) });
};
// Tells the page that this file was found and may run.
scope.postMessage({ outcome: null });
