// Measures what a visit loads, minified and with gzip, from the built packages: at once, when the page is idle,
// once an image is uploaded and shown, and with the lightbox; and at once in each bundler, of which none may load
// much more than another. React and React Query are left out: whoever uses Tintype has them. Proves besides that
// what is not imported does not come: the modules that a page loads at once have names.
// With --all, in the bundlers too that take long; with --modules, it lists the modules.
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type OutputChunk, rolldown } from 'rolldown';
import { measureAtOnce } from '../integration/sizes/at-once.ts';
import { BUNDLERS } from '../integration/sizes/bundlers.ts';
import { measureVisit } from '../integration/sizes/visit.ts';

interface Budget {
  name: string;
  code: string;
  /** Bytes at most. */
  limit: number;
  /** Modules that must not be loaded at once, … */
  never: RegExp;
  /** … and one that must be, or nothing would be proved. */
  always: RegExp;
}

const KB = 1024;
/** What only components need: they, their words, what they are made of, and styles. */
const COMPONENTS =
  /react\/dist\/(dropzone|gallery|locales|testing)\/|react-dropzone|react-virtual|\.css$/;
/** What only a picture, a failed connection or `persist` needs. */
const ON_DEMAND =
  /core\/dist\/(preparation\/|formats\/|queue\/(persistence|indexed-db)|testing\/)|idb|thumbhash/;
/** What a page with both components needs a moment later: to read a drop, to list pictures, to do something. */
const LATER =
  /react-dropzone|file-selector|react-virtual|DropzoneRows|GalleryActions|GalleryLightbox/;
const either = (...patterns: RegExp[]) =>
  new RegExp(patterns.map(({ source }) => source).join('|'));

const BUDGETS: readonly Budget[] = [
  {
    name: 'useImageUpload, with its engine',
    code: "export { useImageUpload } from '@tintype/react';",
    limit: 10.5 * KB,
    never: either(COMPONENTS, ON_DEMAND),
    always: /react\/dist\/upload\/use-image-upload\.js$/,
  },
  {
    name: 'useImageUpload, ImageDropzone and VariantGallery',
    code: "export { ImageDropzone, useImageUpload, VariantGallery } from '@tintype/react';",
    limit: 31 * KB,
    never: either(/react\/dist\/(locales|testing)\/|\.css$/, LATER, ON_DEMAND),
    always: /react\/dist\/gallery\/VariantGallery\.js$/,
  },
  {
    name: 'createUploader alone',
    code: "export { createUploader } from '@tintype/core';",
    limit: 8.5 * KB,
    never: either(/packages\/react\//, ON_DEMAND),
    always: /core\/dist\/uploader\/uploader\.js$/,
  },
];

const ENTRY = 'measured';
const ROOT = path.join(import.meta.dirname, '..');

async function bundle(code: string): Promise<OutputChunk[]> {
  const bundled = await rolldown({
    input: ENTRY,
    cwd: path.join(ROOT, 'apps/demo'),
    platform: 'browser',
    // It would note each 'use client'.
    logLevel: 'silent',
    external: [/^react($|\/)/, /^react-dom($|\/)/, '@tanstack/react-query'],
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? { id, moduleSideEffects: true } : null),
        load: (id) => (id === ENTRY ? code : null),
      },
    ],
  });
  const { output } = await bundled.generate({ format: 'esm', minify: true });
  return output.filter((file) => file.type === 'chunk');
}

/** The entry, and all that it imports without being asked. */
function atOnce(chunks: readonly OutputChunk[]): Set<OutputChunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const reached = new Set(chunks.filter((chunk) => chunk.isEntry && !chunk.isDynamicEntry));
  for (const chunk of reached) {
    for (const name of chunk.imports) {
      const imported = byName.get(name);
      if (imported) reached.add(imported);
    }
  }
  return reached;
}

const sizeOf = (chunks: Iterable<OutputChunk>) =>
  [...chunks].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
const inKB = (bytes: number) => `${(bytes / KB).toFixed(2)} KB`;

/** Modules of which something is left once what nobody uses has been shaken out. */
const modulesOf = (chunks: Iterable<OutputChunk>) =>
  [...chunks].flatMap(({ modules }) =>
    Object.entries(modules)
      .filter(([, { renderedLength }]) => renderedLength > 0)
      .map(([id]) => path.relative(ROOT, id)),
  );

/** What is wrong with one budget: lines for whoever has to mend it. */
function complaintsOf({ limit, never, always }: Budget, needed: Set<OutputChunk>): string[] {
  const modules = modulesOf(needed);
  const complaints: string[] = [];
  if (sizeOf(needed) > limit) {
    complaints.push('Load on demand what not every page needs; at once are:', ...modules);
  }
  const unwanted = modules.filter((name) => never.test(name));
  if (unwanted.length > 0) complaints.push('Not imported, and loaded all the same:', ...unwanted);
  if (!modules.some((name) => always.test(name))) {
    complaints.push(`Nothing is proved: no module is called ${always}.`);
  }
  return complaints;
}

let failed = false;

function report(name: string, complaints: readonly string[]): void {
  console.log(`${complaints.length === 0 ? '✓' : '✗'} ${name}`);
  for (const line of complaints) console.error(`  ${line}`);
  failed ||= complaints.length > 0;
}

for (const budget of BUDGETS) {
  const chunks = await bundle(budget.code);
  const needed = atOnce(chunks);
  const later = sizeOf(chunks.filter((chunk) => !needed.has(chunk)));
  const sizes = `${inKB(sizeOf(needed))} of ${inKB(budget.limit)} at once, ${inKB(later)} on demand`;
  report(`${budget.name}: ${sizes}`, complaintsOf(budget, needed));
  if (process.argv.includes('--modules')) console.log(modulesOf(needed).join('\n'));
}

// The goals are 24, 40, 60 and 66 KB, and 10 KB at once for the hook.
/** What a page imports, and what its visits may load: at once, idle, after an upload, with the lightbox. */
const VISITS = [
  { what: 'hook', imports: ['useImageUpload'], limits: [11.5, 24, 94] },
  {
    what: 'both',
    imports: ['ImageDropzone', 'useImageUpload', 'VariantGallery'],
    limits: [32.5, 58, 130, 133],
  },
] as const;

/** How far a bundler may be from the middle between the lightest and the heaviest. */
const TOLERANCE = 0.1;

const bundlers = BUNDLERS.filter(({ isSlow }) => !isSlow || process.argv.includes('--all'));
for (const { what, imports, limits } of VISITS) {
  const sizes: number[] = [];
  for (const bundler of bundlers) sizes.push(await measureAtOnce(bundler, imports));
  const list = bundlers.map(({ name }, index) => `${name} ${inKB(sizes[index] ?? 0)}`).join(', ');
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const isEven = least > 0 && (most - least) / (most + least) <= TOLERANCE;
  const uneven = 'One bundler loads more at once than the others: see which modules it shares.';
  report(`${what} at once: ${list}`, isEven ? [] : [uneven]);

  const { atOnce: first, idle, uploaded, lightbox } = await measureVisit(what);
  const stages = { 'at once': first, idle, 'one image uploaded': uploaded, lightbox };
  const told: string[] = [];
  const complaints: string[] = [];
  for (const [index, [stage, size]] of Object.entries(stages).entries()) {
    if (size === null) continue;
    const limit = (limits[index] ?? 0) * KB;
    told.push(`${stage} ${inKB(size)} of ${inKB(limit)}`);
    if (size > limit) complaints.push(`Too much: ${stage}.`);
  }
  report(`a visit with ${what}: ${told.join(', ')}`, complaints);
}
process.exit(failed ? 1 : 0);
