// Kills a server many times under load:
//   node --conditions=@tintype/source packages/server/test/durability/kill.ts [rounds] [seed]
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { killRounds } from './kill-rounds.ts';

const [rounds = 300, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const jpeg = readFileSync(createRequire(import.meta.url).resolve('exif/test/test1.jpg'));
const dir = await mkdtemp(path.join(tmpdir(), 'tintype-kill-'));
console.log(`${rounds} rounds with the seed ${seed} in ${dir}`);
const { acknowledged, deleted, broken } = await killRounds({
  ...{ dir, rounds, seed, jpeg },
  onRound(round, { kept }, broken) {
    if (round % 10 > 0) return;
    console.log(`round ${round}: ${kept.size} pictures, ${broken.length} promises broken`);
  },
});
console.log(
  `${rounds} kills: ${acknowledged} pictures acknowledged and kept, ${deleted} deletions acknowledged, ${broken.length} promises broken`,
);
for (const one of broken) console.error(one);
if (broken.length === 0) await rm(dir, { recursive: true, force: true });
process.exit(broken.length === 0 ? 0 : 1);
