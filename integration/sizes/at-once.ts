import { type Bundler, sizeOf } from './bundlers.ts';
import { createMeasuredProject } from './measured-project.ts';
import { pageFiles } from './page-files.ts';

/**
 * Measures what Tintype adds to what a page loads at once: the page with it, less the same page without.
 *
 * @param imports - Names that are imported from `@tintype/react`.
 * @returns bytes, with gzip.
 */
export async function measureAtOnce(bundler: Bundler, imports: readonly string[]): Promise<number> {
  const [without, withIt] = [await sizeOfPage(bundler, []), await sizeOfPage(bundler, imports)];
  return withIt - without;
}

async function sizeOfPage(bundler: Bundler, imports: readonly string[]): Promise<number> {
  const { folder, remove } = await createMeasuredProject(pageFiles(imports));
  try {
    return sizeOf(await bundler.build(folder));
  } finally {
    await remove();
  }
}
