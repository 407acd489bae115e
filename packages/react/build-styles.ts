// Writes the stylesheets that are published: each a single file, which means the same everywhere.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundle, Features } from 'lightningcss';

const HEADER = `/*
 * Tintype. How to change what it looks like: docs/styling.md.
 */
`;

/**
 * Writes `styles.css` and `styles.layer.css`.
 *
 * @param source - The stylesheet that imports all others.
 * @param folder - Where they go.
 */
export function buildStyles(source: string, folder: string): void {
  // Some minifiers drop rules within rules without a word.
  const { code } = bundle({ filename: source, include: Features.Nesting });
  const css = new TextDecoder().decode(code);
  writeFileSync(path.join(folder, 'styles.css'), `${HEADER}${css}`);
  writeFileSync(path.join(folder, 'styles.layer.css'), `${HEADER}@layer tintype {\n${css}}\n`);
}
