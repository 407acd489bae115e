// Apps as their makers would build them, opened on a light and on a dark system.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { rspack } from '@rspack/core';
import CssMinimizerPlugin from 'css-minimizer-webpack-plugin';
import { build as esbuild } from 'esbuild';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Configuration, webpack } from 'webpack';
import { appFromTemplate, plainApp } from '../consumers/app-files.ts';
import { checkApp, type Reference, readReference } from '../consumers/check-app.ts';
import { buildReference } from '../consumers/reference-page.ts';
import { type Stack, startStack } from '../stack.ts';
import { keepBrowser } from './browser.ts';
import { createProject, pageWith } from './project.ts';
import { serveFolder } from './static-site.ts';
import { runTool } from './tool.ts';

const require = createRequire(import.meta.url);
const photo = require.resolve('exif/test/sony-alpha-6000.jpg');
const browser = keepBrowser();
const VITE = { vite: 'vite', '@vitejs/plugin-react': '@vitejs/plugin-react' };

let stack: Stack;
let reference: Reference | undefined;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

test("Vite's template, as it comes", async () => {
  const files = await appFromTemplate('vite', stack.relayURL);
  const project = await createProject(files, VITE);
  await runTool('vite', ['build'], project);
  await expectLook(path.join(project, 'dist'), 'dark');
});

test("Rspack's template, as it comes", async () => {
  const project = await createProject(await appFromTemplate('rspack', stack.relayURL));
  await bundle(rspack as never, {
    ...{ mode: 'production', context: project, entry: './src/main.tsx' },
    performance: { hints: false },
    target: ['browserslist:last 2 versions, > 0.2%, not dead, Firefox ESR'],
    output: { path: path.join(project, 'dist') },
    resolve: { extensions: ['...', '.ts', '.tsx', '.jsx'] },
    module: {
      rules: [
        { test: /\.css$/, type: 'css/auto' },
        { test: /\.tsx?$/, use: [{ loader: 'builtin:swc-loader', options: SWC }] },
      ],
    },
    plugins: [new rspack.HtmlRspackPlugin({ template: './index.html' }) as never],
  });
  await expectLook(path.join(project, 'dist'), 'dark');
});

test('a plain page by esbuild', async () => {
  const project = await createProject(plainApp(stack.relayURL));
  await esbuild({
    entryPoints: [path.join(project, 'src/main.tsx')],
    outdir: path.join(project, 'dist'),
    ...{ bundle: true, splitting: true, minify: true, format: 'esm', jsx: 'automatic' },
  });
  await addPage(project);
  await expectLook(path.join(project, 'dist'), 'light');
});

test('a plain page by webpack', async () => {
  const project = await createProject(plainApp(stack.relayURL));
  await bundle(webpack, {
    ...{ mode: 'production', context: project, entry: './src/main.tsx' },
    output: { path: path.join(project, 'dist') },
    performance: { hints: false },
    module: {
      rules: [
        {
          test: /\.css$/,
          use: [MiniCssExtractPlugin.loader, require.resolve('css-loader')],
        },
        { test: /\.tsx$/, use: path.join(import.meta.dirname, '../consumers/tsx-loader.cjs') },
      ],
    },
    optimization: { minimizer: ['...', new CssMinimizerPlugin()] },
    plugins: [new MiniCssExtractPlugin()],
  });
  await addPage(project);
  await expectLook(path.join(project, 'dist'), 'light');
});

test('a plain page by Parcel', async () => {
  const page = '<div id="root"></div><script type="module" src="./main.tsx"></script>';
  // It reads `exports` of packages where it is told to, and knows by the dependencies what JSX becomes.
  const manifest = {
    dependencies: { react: '^19.0.0' },
    '@parcel/resolver-default': { packageExports: true },
  };
  const project = await createProject({
    ...plainApp(stack.relayURL),
    'src/index.html': pageWith(page),
    'package.json': JSON.stringify(manifest),
  });
  await runTool('parcel', ['build', 'src/index.html', '--public-url', '/'], project);
  await expectLook(path.join(project, 'dist'), 'light');
});

const SWC = {
  detectSyntax: 'auto',
  jsc: { transform: { react: { runtime: 'automatic' } } },
};

async function bundle(tool: typeof webpack, configuration: Configuration): Promise<void> {
  const compiler = tool(configuration);
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors, warnings } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
  expect(errors).toEqual([]);
  expect(warnings).toEqual([]);
}

/** Around what a tool built that makes no page itself. */
async function addPage(project: string): Promise<void> {
  const body =
    '<link rel="stylesheet" href="main.css" /><div id="root"></div><script type="module" src="main.js"></script>';
  await mkdir(path.join(project, 'dist'), { recursive: true });
  await writeFile(path.join(project, 'dist/index.html'), pageWith(body));
}

async function expectLook(folder: string, onDarkSystem: 'light' | 'dark'): Promise<void> {
  reference ??= await lookAtReference();
  const url = await serveFolder(folder);
  expect(await checkApp(browser(), reference, { url, photo, onDarkSystem })).toEqual([]);
}

async function lookAtReference(): Promise<Reference> {
  const project = await createProject(plainApp(stack.relayURL));
  return readReference(browser(), await serveFolder(await buildReference(project)), photo);
}
