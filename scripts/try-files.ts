// Sends all files of a folder through intake and preparation in a real Chromium, and prints a table of what
// became of them. Nothing leaves this machine.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findOrInstallBrowser } from './browser.ts';
import { findingsOf, tableOf } from './try-files/report.ts';
import { tryAll } from './try-files/try-all.ts';

const USAGE = `usage: pnpm try-files <folder> [--location] [--max-side 2048] [--mark TEXT]… [--json results.json]

  --location   takes out only what tells the place
  --max-side   shrinks, too
  --mark       a text that must not be left in what is sent; may be given more than once
  --json       writes all results to a file`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    location: { type: 'boolean', default: false },
    'max-side': { type: 'string' },
    mark: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
  },
});
const maxSide = values['max-side'] === undefined ? undefined : Number(values['max-side']);
if (positionals.length === 0 || Number.isNaN(maxSide)) {
  console.error(USAGE);
  process.exit(2);
}
const paths = positionals.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name)),
);
process.env.CHROMIUM = findOrInstallBrowser();
let done = 0;
const files = await tryAll(paths.toSorted(), {
  options: { prepare: { stripMetadata: values.location ? 'location' : 'all', maxSide } },
  marks: values.mark,
  onTried: () => {
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${paths.length}`);
  },
});
console.log(`\n${tableOf(files)}`);
const odd = files.map((file) => ({ file, findings: findingsOf(file) }));
const found = odd.filter(({ findings }) => findings.length > 0);
if (found.length > 0) console.log('\nTo be looked at:\n');
for (const { file, findings } of found) {
  console.log(
    `- ${file.name} (${file.code ?? file.prepared ?? 'no result'}): ${findings.join('; ')}`,
  );
}
if (values.json) writeFileSync(values.json, JSON.stringify(files, null, 1));
