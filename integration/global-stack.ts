import type { TestProject } from 'vitest/node';
import { startFaultyProxy } from './faulty-proxy.ts';
import { startStack } from './stack.ts';

// `pnpm storm` tries others, and more pictures.
const DEFAULT_SEED = 20_261_124;

/** Runs the relay and the server for as long as a project's browser tests run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack();
  const seed = Number(process.env.STORM_SEED ?? DEFAULT_SEED);
  const proxy = await startFaultyProxy({
    target: new URL(stack.relayURL).origin,
    seed,
    share: 0.3,
  });
  project.provide('relayURL', stack.relayURL);
  project.provide('storm', {
    url: `${proxy.origin}/api/images`,
    seed,
    files: Number(process.env.STORM_FILES ?? 150),
  });
  return async () => {
    await proxy.close();
    await stack.close();
  };
}
