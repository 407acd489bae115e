import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type OutputChunk, rolldown } from 'rolldown';
import { SHARED, WORKSPACE } from './bundle.ts';

/** Kilobytes (1024) after gzip. */
export interface Size {
  /** What a page must load before it works. */
  atOnce: number;
  /** What it loads once there is a picture, or a failed connection. */
  onDemand: number;
}

const ROOT = path.join(import.meta.dirname, '..');
const ENTRY = 'measured.tsx';
/** Whoever uses one of them has these. */
const EXTERNAL = /^(react|react-dom|@tanstack\/react-query)($|\/)/;

/** Measures what an import costs, minified. */
export async function measureSize(code: string): Promise<Size> {
  const bundled = await rolldown({
    input: ENTRY,
    cwd: ROOT,
    platform: 'browser',
    logLevel: 'silent',
    external: EXTERNAL,
    moduleTypes: { '.css': 'empty' },
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'entry',
        resolveId(id, importer) {
          if (id === ENTRY) return { id: path.join(ROOT, ENTRY), moduleSideEffects: true };
          if (!SHARED.test(id) || EXTERNAL.test(id) || importer === WORKSPACE) return null;
          return this.resolve(id, WORKSPACE, { skipSelf: true });
        },
        load: (id) => (id === path.join(ROOT, ENTRY) ? code : null),
      },
    ],
  });
  const { output } = await bundled.generate({ format: 'esm', minify: true });
  const chunks = output.filter((file) => file.type === 'chunk');
  const needed = atOnce(chunks);
  return {
    atOnce: kilobytes(needed),
    onDemand: kilobytes(chunks.filter((chunk) => !needed.has(chunk))),
  };
}

/** The entry, and all that it imports without being asked. */
function atOnce(chunks: readonly OutputChunk[]): Set<OutputChunk> {
  const reached = new Set(
    chunks.filter(({ isEntry, isDynamicEntry }) => isEntry && !isDynamicEntry),
  );
  for (const { imports } of reached) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) reached.add(chunk);
  }
  return reached;
}

function kilobytes(chunks: Iterable<OutputChunk>): number {
  const bytes = [...chunks].map(({ code }) => gzipSync(code, { level: 9 }).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1024;
}
