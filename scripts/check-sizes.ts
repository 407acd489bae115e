// Measures what a page must load at once for the hook, minified and with gzip, from the built packages.
// React and React Query are left out: whoever uses Tintype has them. What is loaded on demand is listed apart.
// Proves besides that what is not imported does not come: the modules that a page loads at once have names.
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type OutputChunk, rolldown } from 'rolldown';

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
const LATER = /react-dropzone|file-selector|react-virtual|DropzoneRows|GalleryController|Lightbox/;
const either = (...patterns: RegExp[]) =>
  new RegExp(patterns.map(({ source }) => source).join('|'));

const BUDGETS: readonly Budget[] = [
  {
    name: 'useImageUpload, with its engine',
    code: "export { useImageUpload } from '@tintype/react';",
    limit: 8 * KB,
    never: either(COMPONENTS, ON_DEMAND),
    always: /react\/dist\/upload\/use-image-upload\.js$/,
  },
  {
    name: 'useImageUpload, ImageDropzone and VariantGallery',
    code: "export { ImageDropzone, useImageUpload, VariantGallery } from '@tintype/react';",
    limit: 20 * KB,
    never: either(/react\/dist\/(locales|testing)\/|\.css$/, LATER, ON_DEMAND),
    always: /react\/dist\/gallery\/VariantGallery\.js$/,
  },
  {
    name: 'createUploader alone',
    code: "export { createUploader } from '@tintype/core';",
    limit: 7 * KB,
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
for (const budget of BUDGETS) {
  const chunks = await bundle(budget.code);
  const needed = atOnce(chunks);
  const later = sizeOf(chunks.filter((chunk) => !needed.has(chunk)));
  const complaints = complaintsOf(budget, needed);
  const verdict = complaints.length === 0 ? '✓' : '✗';
  console.log(
    `${verdict} ${budget.name}: ${inKB(sizeOf(needed))} of ${inKB(budget.limit)} at once, ${inKB(later)} on demand`,
  );
  if (process.argv.includes('--modules')) console.log(modulesOf(needed).join('\n'));
  for (const line of complaints) console.error(`  ${line}`);
  failed ||= complaints.length > 0;
}
process.exit(failed ? 1 : 0);
