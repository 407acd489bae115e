// Looks at what would be published: exports, files and types, 'use client', and imports in plain Node.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { complaintsOfPacked } from './packed-package.ts';

const root = path.join(import.meta.dirname, '..');
const packages = ['core', 'react', 'relay', 'server'];
const problems: string[] = [];

for (const name of packages) {
  await checkManifest(name);
  const complaints = await complaintsOfPacked(path.join(root, 'packages', name));
  problems.push(...complaints.map((complaint) => `${name}: ${complaint}`));
  checkImports(name);
}
checkUseClient();

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`Published shape of ${packages.join(', ')}: nothing to complain of.`);

async function checkManifest(name: string): Promise<void> {
  const pkgDir = path.join(root, 'packages', name);
  const { messages, pkg } = await publint({ pkgDir, strict: true, pack: false });
  for (const message of messages) problems.push(`${name}: ${formatMessage(message, pkg)}`);
}

/** Every entry imports as a user's Node would import it: built, and without a browser. */
function checkImports(name: string): void {
  const directory = path.join(root, 'packages', name);
  const manifest = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  const entries = Object.keys(manifest.exports).filter((entry) => !/\.(css|json)$/.test(entry));
  for (const entry of entries) {
    const specifier = path.posix.join(manifest.name, entry);
    const script = `import(${JSON.stringify(specifier)}).then((m) => { if (Object.keys(m).length === 0) throw new Error('exports nothing') })`;
    const { status, stderr } = spawnSync('node', ['--input-type=module', '--eval', script], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) problems.push(`${specifier} cannot be imported in Node: ${stderr}`);
  }
}

/** A file that was marked for the client in the source must still be marked when built. */
function checkUseClient(): void {
  const directory = path.join(root, 'packages/react');
  for (const source of globSync('src/**/*.{ts,tsx}', { cwd: directory })) {
    if (/\.(test|stories)\./.test(source)) continue;
    const marked = readFileSync(path.join(directory, source), 'utf8').startsWith("'use client'");
    if (!marked) continue;
    const built = path.join(directory, source.replace(/^src/, 'dist').replace(/\.tsx?$/, '.js'));
    if (!existsSync(built) || !readFileSync(built, 'utf8').startsWith('"use client"')) {
      problems.push(`react: ${source} says 'use client', but what is built of it does not.`);
    }
  }
}
