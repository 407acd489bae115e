import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FaultName, PlaygroundState } from '../../fault-names.ts';

const KEY = ['playground'];
const CHANGE = ['playground', 'faults'];

/** What the demo's server says of its faults and of what it has stored. `null` where there is no playground. */
export function usePlayground() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => askState(),
    refetchInterval: ({ state }) => (state.data === null ? false : 1000),
  });
}

/** The faults that are on, and what switches others on. What a person switches is shown at once. */
export function useFaults() {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<FaultName[] | null>(null);
  const { data } = usePlayground();
  const { mutate, error } = useMutation({
    mutationKey: CHANGE,
    // One after the other, so that the last one counts.
    scope: { id: 'faults' },
    mutationFn: (faults: FaultName[]) =>
      askState({ method: 'PUT', body: JSON.stringify({ faults }) }),
    onSuccess: async (state) => {
      await client.cancelQueries({ queryKey: KEY });
      client.setQueryData(KEY, state);
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey: CHANGE }) === 1) setWanted(null);
    },
  });
  const change = (faults: FaultName[]) => {
    setWanted(faults);
    mutate(faults);
  };
  return { faults: wanted ?? data?.faults ?? [], change, error };
}

async function askState(init?: RequestInit): Promise<PlaygroundState | null> {
  const answer = await fetch('/api/playground/state', init);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`The demo's server answered ${answer.status}.`);
  return answer.json();
}
