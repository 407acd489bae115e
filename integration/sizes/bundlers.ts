import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rspack } from '@rspack/core';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import * as vite from 'vite';
import webpack from 'webpack';

/** A way to build a page from `main.js`. */
export interface Bundler {
  name: string;
  /** Takes many seconds, so that it is measured on request only. */
  isSlow: boolean;
  /** Builds a project. Returns the scripts that its page loads at once. */
  build(folder: string): Promise<(string | Uint8Array)[]>;
}

/** Bytes of scripts, each with gzip as a server sends it. */
export function sizeOf(scripts: readonly (string | Uint8Array)[]): number {
  return scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
}

/** Whoever uses Tintype has them. */
const EXTERNAL = /^(react|react-dom|@tanstack\/react-query)($|\/)/;

interface Chunk {
  type: 'chunk' | 'asset';
  fileName: string;
  code?: string;
  imports?: string[];
  isEntry?: boolean;
  isDynamicEntry?: boolean;
}

/** The entry, and all that it imports statically. */
function atOnce(files: readonly Chunk[]): string[] {
  const byName = new Map(files.map((file) => [file.fileName, file]));
  const reached = new Set(files.filter((file) => file.isEntry && !file.isDynamicEntry));
  for (const chunk of reached) {
    for (const name of chunk.imports ?? []) {
      const imported = byName.get(name);
      if (imported) reached.add(imported);
    }
  }
  return [...reached].map(({ code = '' }) => code);
}

async function buildWithVite(folder: string): Promise<string[]> {
  const built = await vite.build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      rolldownOptions: { input: path.join(folder, 'main.js'), external: EXTERNAL },
    },
  });
  return atOnce((built as unknown as { output: Chunk[] }).output);
}

async function buildWithRollup(folder: string): Promise<string[]> {
  const bundle = await rollup({
    input: path.join(folder, 'main.js'),
    external: (id) => EXTERNAL.test(id),
    plugins: [nodeResolve({ browser: true }), terser()],
    // It notes each 'use client'.
    onwarn: () => undefined,
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return atOnce(output as Chunk[]);
}

const WEBPACK_OPTIONS = {
  mode: 'production',
  entry: './main.js',
  experiments: { outputModule: true },
  externalsType: 'module',
  externals: [EXTERNAL],
} as const;

async function buildWithWebpack(folder: string): Promise<Uint8Array[]> {
  return buildLikeWebpack(folder, (options) => webpack(options as never) as never);
}

async function buildWithRspack(folder: string): Promise<Uint8Array[]> {
  return buildLikeWebpack(folder, (options) => rspack(options as never) as never);
}

/** What webpack and Rspack have in common. */
interface Compiler {
  run(done: (error: Error | null, stats?: Stats) => void): void;
  close(done: (error?: Error | null) => void): void;
}

interface Stats {
  hasErrors(): boolean;
  toJson(options: object): {
    entrypoints?: Record<string, { assets?: { name: string }[] }>;
    errors?: unknown;
  };
}

async function buildLikeWebpack(
  folder: string,
  create: (options: object) => Compiler,
): Promise<Uint8Array[]> {
  const out = path.join(folder, 'dist');
  const output = { path: out, module: true, chunkFormat: 'module' };
  const compiler = create({ ...WEBPACK_OPTIONS, context: folder, output });
  const stats = await promisify<Stats | undefined>(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  if (!stats || stats.hasErrors())
    throw new Error(JSON.stringify(stats?.toJson({ all: false, errors: true }).errors));
  const assets = stats.toJson({ all: false, entrypoints: true }).entrypoints?.main?.assets ?? [];
  return Promise.all(assets.map(({ name }) => readFile(path.join(out, name))));
}

async function buildWithEsbuild(folder: string): Promise<Uint8Array[]> {
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ['main.js'],
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    outdir: 'dist',
    write: false,
    metafile: true,
    external: ['react', 'react/*', 'react-dom', 'react-dom/*', '@tanstack/react-query'],
  });
  const { outputs } = metafile;
  const entry = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === 'main.js') ?? '';
  const reached = new Set([entry]);
  for (const name of reached) {
    for (const { path: imported, kind, external } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && !external) reached.add(imported);
    }
  }
  return outputFiles
    .filter((file) => reached.has(path.relative(folder, file.path)))
    .map(({ contents }) => contents);
}

const run = promisify(execFile);

async function runTool(name: string, options: string[], folder: string): Promise<void> {
  const directory = path.join(import.meta.dirname, '../node_modules', name);
  const { bin } = JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8'));
  const command = typeof bin === 'string' ? bin : Object.values<string>(bin)[0];
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await run(process.execPath, [path.join(directory, command ?? ''), ...options], {
    cwd: folder,
    env,
  });
}

/** Reads the scripts that a page names. */
async function scriptsOf(html: string, root: string): Promise<Uint8Array[]> {
  const names = [...html.matchAll(/<script[^>]* src="?([^"?\s>]+)/g)].map(([, name = '']) => name);
  const unique = [...new Set(names)].map((name) => name.replace(/^\/(_next\/)?/, ''));
  return Promise.all(unique.map((name) => readFile(path.join(root, name))));
}

async function buildWithParcel(folder: string): Promise<Uint8Array[]> {
  await runTool('parcel', ['build', 'index.html', '--no-source-maps', '--no-cache'], folder);
  const dist = path.join(folder, 'dist');
  const scripts = await scriptsOf(await readFile(path.join(dist, 'index.html'), 'utf8'), dist);
  // Chunks that a script imports are not named by the page.
  const files = await readdir(dist);
  const reached = new Set(scripts.map(String));
  for (const text of reached) {
    for (const [, name = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
      if (files.includes(name)) reached.add(await readFile(path.join(dist, name), 'utf8'));
    }
  }
  return [...reached].map((text) => Buffer.from(text));
}

async function buildWithTurbopack(folder: string): Promise<Uint8Array[]> {
  await runTool('next-16', ['build'], folder);
  const html = await readFile(path.join(folder, '.next/server/app/index.html'), 'utf8');
  return scriptsOf(html, path.join(folder, '.next'));
}

export const BUNDLERS: readonly Bundler[] = [
  { name: 'Vite', isSlow: false, build: buildWithVite },
  { name: 'Rollup', isSlow: false, build: buildWithRollup },
  { name: 'webpack', isSlow: false, build: buildWithWebpack },
  { name: 'Rspack', isSlow: false, build: buildWithRspack },
  { name: 'esbuild', isSlow: false, build: buildWithEsbuild },
  { name: 'Parcel', isSlow: true, build: buildWithParcel },
  { name: 'Turbopack', isSlow: true, build: buildWithTurbopack },
];
