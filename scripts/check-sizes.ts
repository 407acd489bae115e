// Measures what a page must load at once for the hook, minified and with gzip, from the built packages.
// React and React Query are left out: whoever uses Tintype has them. What is loaded on demand is listed apart.
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type OutputChunk, rolldown } from 'rolldown';

interface Budget {
  name: string;
  code: string;
  /** Bytes at most. */
  limit: number;
}

const KB = 1024;
const BUDGETS: readonly Budget[] = [
  {
    name: 'useImageUpload, with its engine',
    code: "export { useImageUpload } from '@tintype/react';",
    limit: 8 * KB,
  },
  {
    name: 'useImageUpload, ImageDropzone and VariantGallery',
    code: "export { ImageDropzone, useImageUpload, VariantGallery } from '@tintype/react';",
    limit: 36 * KB,
  },
  {
    name: 'createUploader alone',
    code: "export { createUploader } from '@tintype/core';",
    limit: 7 * KB,
  },
];

const ENTRY = 'measured';

async function bundle(code: string): Promise<OutputChunk[]> {
  const bundled = await rolldown({
    input: ENTRY,
    cwd: path.join(import.meta.dirname, '../apps/demo'),
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

let failed = false;
for (const { name, code, limit } of BUDGETS) {
  const chunks = await bundle(code);
  const needed = atOnce(chunks);
  const size = sizeOf(needed);
  const later = sizeOf(chunks.filter((chunk) => !needed.has(chunk)));
  const verdict = size <= limit ? '✓' : '✗';
  failed ||= size > limit;
  console.log(
    `${verdict} ${name}: ${inKB(size)} of ${inKB(limit)} at once, ${inKB(later)} on demand`,
  );
  if (size > limit) {
    console.error(`  Load on demand what not every page needs; at once are:`);
    for (const id of [...needed].flatMap(({ moduleIds }) => moduleIds)) console.error(`  ${id}`);
  }
}
process.exit(failed ? 1 : 0);
