import type { FaultName } from '../../fault-names.ts';
import { useFaults, usePlayground } from './use-playground.ts';

const FAULTS: Record<FaultName, { name: string; effect: string }> = {
  offline: {
    name: 'Offline',
    effect: 'Every open connection is cut, and every new one refused.',
  },
  slow: { name: 'Slow', effect: 'Every request is held up for three seconds.' },
  busy: {
    name: '429 Too Many Requests',
    effect: 'The first attempt of each picture is told to come back in three seconds.',
  },
  broken: {
    name: '500 now and then',
    effect: 'Every third attempt ends in an error of the service.',
  },
  text: {
    name: 'Errors as text',
    effect: 'The first attempt of each picture gets a line of text where JSON belongs.',
  },
  'cut-before': {
    name: 'Cut before storing',
    effect: 'The first connection of each picture dies, and nothing was stored.',
  },
  'cut-after': {
    name: 'Cut after storing',
    effect: 'The picture is stored, but the connection dies before the page can know.',
  },
};

/** Faults of the network, each with its switch. */
export function Switchboard() {
  const { data: state, error } = usePlayground();
  const { faults: on, change, error: refusal } = useFaults();
  const turn = (fault: FaultName, isOn: boolean) =>
    change(isOn ? [...on, fault] : on.filter((other) => other !== fault));
  return (
    <section className="switchboard" aria-labelledby="faults">
      <h2 id="faults">The network</h2>
      {state === null ? (
        <p>There are no faults with Cloudflare Images. Start the demo without its credentials.</p>
      ) : null}
      {error || refusal ? <p role="alert">{(error ?? refusal)?.message}</p> : null}
      <fieldset disabled={!state}>
        <legend>What goes wrong</legend>
        {(Object.keys(FAULTS) as FaultName[]).map((fault) => (
          <label key={fault}>
            <input
              type="checkbox"
              role="switch"
              checked={on.includes(fault)}
              aria-checked={on.includes(fault)}
              aria-describedby={`${fault}-effect`}
              aria-labelledby={`${fault}-name`}
              onChange={(event) => turn(fault, event.target.checked)}
            />
            <strong id={`${fault}-name`}>{FAULTS[fault].name}</strong>
            <span id={`${fault}-effect`}>{FAULTS[fault].effect}</span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
