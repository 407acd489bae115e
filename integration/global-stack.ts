import type { TestProject } from 'vitest/node';
import { startStack } from './stack.ts';

/** Runs the relay and the server for as long as a project's browser tests run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack();
  project.provide('relayURL', stack.relayURL);
  return stack.close;
}
