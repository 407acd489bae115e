import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of the repository. */
export const root: string = path.join(import.meta.dirname, '../..');

/** A page of the documentation. */
export interface Page {
  /** From the root of the repository, with slashes. */
  file: string;
  text: string;
}

const PAGES = ['*.md', 'llms.txt', 'docs/**/*.md', 'packages/*/README.md', 'examples/README.md'];

/** Every page that people read in the repository, on a registry or in Storybook's guides. */
export function readPages(): Page[] {
  const files = globSync(PAGES, { cwd: root, exclude: (name) => name === 'node_modules' });
  return files.sort().map((file) => readPage(file.split(path.sep).join('/')));
}

/** @param file - From the root of the repository. */
export function readPage(file: string): Page {
  return { file, text: readFileSync(path.join(root, file), 'utf8') };
}
