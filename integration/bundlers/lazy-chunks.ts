import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Returns the names of the scripts of a build that its page does not load at once, workers included.
 *
 * @param folder - What Vite has built.
 */
export async function lazyChunks(folder: string): Promise<string[]> {
  const assets = path.join(folder, 'assets');
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const html = await readFile(path.join(folder, 'index.html'), 'utf8');
  const eager = new Set(scripts.filter((name) => html.includes(name)));
  for (const name of eager) {
    const text = await readFile(path.join(assets, name), 'utf8');
    for (const [, imported = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
      eager.add(imported);
    }
  }
  return scripts.filter((name) => !eager.has(name)).sort();
}
