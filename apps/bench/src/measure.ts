import { loadavg } from 'node:os';
import { bundlePage } from './bundle.ts';
import type { Machine } from './machine.ts';
import type { Result, Row } from './result.ts';
import type { Scenario } from './scenarios.ts';
import { openSite } from './site.ts';
import { type Summary, summarize } from './statistics.ts';
import { type Unfinished, UnfinishedError } from './unfinished.ts';

type Round = Map<string, Readonly<Record<string, number>>>;

interface Measured {
  rounds: Round[];
  /** By the name of the contender. */
  unfinished: Map<string, Unfinished>;
}

/** Asks all contenders in turns, and gathers what came. */
export async function measure(scenario: Scenario, machine: Machine): Promise<Result> {
  const load = loadavg()[0] ?? 0;
  const date = new Date().toISOString().slice(0, 10);
  await bundle(scenario);
  const measured = await runRounds(scenario);
  const rows = Object.keys(scenario.contenders).map((name) => gather(scenario, name, measured));
  const { key, count } = scenario;
  return { scenario: key, machine, date, load, count, rounds: measured.rounds.length, rows };
}

async function bundle({ pages, contenders }: Scenario): Promise<void> {
  if (!pages) return;
  // Not at once: each fills a core.
  for (const name of Object.values(contenders)) await bundlePage(`${pages}/${name}`);
}

/** Always whole rounds, so that nobody has the quiet ones for himself. */
async function runRounds(scenario: Scenario): Promise<Measured> {
  const site = await openSite();
  site.files = await scenario.files();
  const rounds: Round[] = [];
  const unfinished: Measured['unfinished'] = new Map();
  let end = performance.now() + scenario.seconds * 1000;
  try {
    while (rounds.length < scenario.rounds && (rounds.length === 0 || performance.now() < end)) {
      const round: Round = new Map();
      for (const [name, contender] of inTurn(scenario, rounds.length)) {
        // Who failed once is not waited for again.
        if (rounds.some((earlier) => !earlier.has(name))) continue;
        const began = performance.now();
        try {
          round.set(name, await scenario.run(site, contender, scenario.count));
        } catch (error) {
          console.error(error);
          if (error instanceof UnfinishedError) unfinished.set(name, error.unfinished);
          // The others lose no round by waiting for it.
          end += performance.now() - began;
        }
      }
      rounds.push(round);
      console.log(`  round ${rounds.length}`);
    }
  } finally {
    await site.close();
  }
  return { rounds, unfinished };
}

/** Another one begins in each round. */
function inTurn({ contenders }: Scenario, round: number): [string, string][] {
  const all = Object.entries(contenders);
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

function gather({ columns }: Scenario, name: string, { rounds, unfinished }: Measured): Row {
  const summaryOf = (key: string): Summary | null => {
    const values = rounds.map((round) => round.get(name)?.[key] ?? Number.NaN);
    return values.every(Number.isFinite) ? summarize(values) : null;
  };
  const values = Object.fromEntries(columns.map(({ key }) => [key, summaryOf(key)]));
  return { name, values, unfinished: unfinished.get(name) };
}
