import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FaultName, PlaygroundState } from '../../fault-names.ts';

const KEY = ['playground'];

/** What the demo's server says of its faults and of what it has stored. `null` where there is no playground. */
export function usePlayground() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => askState(),
    refetchInterval: ({ state }) => (state.data === null ? false : 1000),
  });
}

/** Switches faults on and off. */
export function useSetFaults() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (faults: FaultName[]) =>
      askState({ method: 'PUT', body: JSON.stringify({ faults }) }),
    onMutate: async (faults) => {
      await client.cancelQueries({ queryKey: KEY });
      client.setQueryData<PlaygroundState | null>(KEY, (state) => state && { ...state, faults });
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

async function askState(init?: RequestInit): Promise<PlaygroundState | null> {
  const answer = await fetch('/api/playground/state', init);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`The demo's server answered ${answer.status}.`);
  return answer.json();
}
