import { findBrokenPromises } from './check-folder.ts';
import { startChild } from './child-server.ts';
import { nothingPromised, type Promises, runClients } from './load.ts';
import { createRandom } from './pictures.ts';

/** How often to kill, and over what. */
export interface KillPlan {
  dir: string;
  rounds: number;
  seed: number;
  /** A JPEG, of which the pictures are made. */
  jpeg: Buffer;
  /** Called after each round, with what is broken so far. */
  onRound?: (round: number, promises: Promises, broken: readonly string[]) => void;
}

/** What came of it. */
export interface KillReport {
  acknowledged: number;
  deleted: number;
  /** What was promised and not held, in words. */
  broken: string[];
}

const CLIENTS = 8;
const LONGEST_LIFE = 600;

/**
 * Kills a server again and again, at random moments under load, and looks after each time what is there.
 */
export async function killRounds(plan: KillPlan): Promise<KillReport> {
  const { dir, rounds, seed, jpeg } = plan;
  const random = createRandom(seed);
  const promises = nothingPromised();
  const broken: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const server = await startChild(dir);
    try {
      broken.push(...(await findBrokenPromises(server, dir, promises)));
      if (server.errors()) broken.push(`round ${round}: the server said: ${server.errors()}`);
      const clients = runClients(server, { random, jpeg, promises }, CLIENTS);
      await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_LIFE));
      await server.kill();
      await clients;
    } finally {
      await server.kill();
    }
    plan.onRound?.(round, promises, broken);
  }
  const last = await startChild(dir);
  broken.push(...(await findBrokenPromises(last, dir, promises)));
  await last.kill();
  return { acknowledged: promises.kept.size, deleted: promises.deleted.size, broken };
}
