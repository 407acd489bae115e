import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData, type Package } from '@arethetypeswrong/core';

/** Kinds of files that users have no use for. */
const UNWANTED = /\.(test|stories|tsbuildinfo)\b|\/story-|\/(test|bench|node_modules)\//;
const WANTED = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts'];

/**
 * How TypeScript resolves an entry, where we do not promise that it does. `node10` is the resolution of
 * TypeScript before `exports`. `node16-cjs` says of a CommonJS file that it gets an ES module: so it is
 * meant, since Node 22 can `require` one.
 */
const NOT_PROMISED: readonly string[] = ['node10', 'node16-cjs'];

/** What is wrong with the tarball that a registry would get of a package. */
export async function complaintsOfPacked(directory: string): Promise<string[]> {
  const packed = pack(directory);
  return [...(await complaintsOfTypes(packed)), ...complaintsOfFiles(packed)];
}

function pack(directory: string): Package {
  const folder = mkdtempSync(path.join(tmpdir(), 'tintype-packed-'));
  try {
    const tarball = path.join(folder, 'package.tgz');
    execFileSync('pnpm', ['pack', '--out', tarball], { cwd: directory, stdio: 'pipe' });
    return createPackageFromTarballData(new Uint8Array(readFileSync(tarball)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** "Are the types wrong?", for whoever imports ES modules. */
async function complaintsOfTypes(packed: Package): Promise<string[]> {
  const result = await checkPackage(packed, { excludeEntrypoints: [/\.(css|json)$/] });
  if (!result.types) return ['There are no types in it.'];
  return result.problems.flatMap((problem) => {
    if ('resolutionKind' in problem && NOT_PROMISED.includes(problem.resolutionKind)) return [];
    const where =
      'entrypoint' in problem ? ` ${problem.entrypoint} (${problem.resolutionKind})` : '';
    return [`types: ${problem.kind}${where}; see https://arethetypeswrong.github.io`];
  });
}

function complaintsOfFiles(packed: Package): string[] {
  const prefix = `/node_modules/${packed.packageName}/`;
  const files = packed.listFiles().map((file) => file.replace(prefix, ''));
  const unwanted = files.filter((file) => UNWANTED.test(`/${file}`));
  const missing = WANTED.filter((file) => !files.includes(file));
  return [
    ...unwanted.map((file) => `${file} is published; see "files" in package.json.`),
    ...missing.map((file) => `${file} is not published.`),
  ];
}
