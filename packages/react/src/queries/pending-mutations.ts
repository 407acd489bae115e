import type { Mutation, QueryClient } from '@tanstack/react-query';
import { imagesKey } from './image-keys.ts';

/** The key of every deletion in the mutation cache. Its variables are the picture's id. */
export const DELETE_KEY = ['tintype', 'delete'] as const;
/** The key of every update in the mutation cache. Its variables are an `ImageUpdate`. */
export const UPDATE_KEY = ['tintype', 'update'] as const;

/** What every mutation of a stored picture remembers. */
export interface Interruption {
  /** Hashes of the queries that were being fetched and are to be fetched again. */
  interrupted: string[];
}

/**
 * Stops what is being fetched of a relay, since its answer would show pictures as they were. This takes
 * microtasks only, so that a deletion still goes out while its page is left.
 */
export async function stopFetching(client: QueryClient, endpoint: string): Promise<string[]> {
  const filters = { queryKey: imagesKey(endpoint) };
  const fetching = client.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' });
  const hashes = fetching.map(({ queryHash }) => queryHash);
  await client.cancelQueries(filters);
  return hashes;
}

/**
 * Fetches what was stopped, or a list that was on its way for the first time would never come. While
 * other mutations run, that is left to the last of them.
 */
export function fetchAgain(client: QueryClient, endpoint: string, settled: Interruption): void {
  const keys = [DELETE_KEY, UPDATE_KEY];
  const running = keys.flatMap((key) => pendingMutations<Interruption>(client, endpoint, key));
  const [other] = running.filter(({ context }) => context !== settled);
  if (other) {
    other.context.interrupted.push(...settled.interrupted);
    return;
  }
  const stopped = new Set(settled.interrupted);
  if (stopped.size === 0) return;
  // Not waited for: the mutation is done. Whoever shows the query sees how its fetching goes.
  void client.invalidateQueries({ predicate: ({ queryHash }) => stopped.has(queryHash) });
}

/** A mutation that is not settled, with what it remembers. */
export interface PendingMutation<Context, Variables = unknown> {
  variables: Variables;
  context: Context;
}

/** The mutations with a key that have shown their change and are not settled, oldest first. */
export function pendingMutations<Context, Variables = unknown>(
  client: QueryClient,
  endpoint: string,
  mutationKey: readonly string[],
): PendingMutation<Context, Variables>[] {
  const pending = client.getMutationCache().findAll({ mutationKey, status: 'pending' });
  return (pending as Mutation<unknown, Error, Variables, Context>[]).flatMap(({ meta, state }) => {
    const { variables, context } = state;
    if (meta?.endpoint !== endpoint || !context || variables === undefined) return [];
    return [{ variables, context }];
  });
}
