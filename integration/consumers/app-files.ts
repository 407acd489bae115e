import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { uploadsComponent } from './uploads-component.ts';

const templates = path.join(import.meta.dirname, 'templates');

/**
 * An app as the tool of its maker creates it, with our components at its end.
 *
 * @param template - Name of a folder in `templates`.
 * @param endpoint - URL of a relay.
 */
export async function appFromTemplate(
  template: string,
  endpoint: string,
): Promise<Record<string, string>> {
  const folder = path.join(templates, template);
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, string> = {};
  for (const entry of found.filter((entry) => entry.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    files[path.relative(folder, file)] = await readFile(file, 'utf8');
  }
  files['src/App.tsx'] = withUploads(files['src/App.tsx'] ?? '', './Uploads.tsx');
  files['src/Uploads.tsx'] = uploadsComponent(endpoint);
  return files;
}

/** Puts `<Uploads />` at the end of what a component renders last. */
export function withUploads(source: string, from: string): string {
  const ends = ['    </>\n', '    </div>\n', '    </main>\n', '</main>'];
  const end = Math.max(...ends.map((tag) => source.lastIndexOf(tag)));
  if (end < 0) throw new Error('The component ends in another way than expected.');
  const imported = `import { Uploads } from '${from}';\n`;
  return `${imported}${source.slice(0, end)}<Uploads />\n${source.slice(end)}`;
}

/**
 * A page with nothing but our components, for tools without a template.
 *
 * @param endpoint - URL of a relay.
 */
export function plainApp(endpoint: string): Record<string, string> {
  return {
    'src/Uploads.tsx': uploadsComponent(endpoint),
    'src/main.tsx': `import './app.css';
import { createRoot } from 'react-dom/client';
import { Uploads } from './Uploads.tsx';

createRoot(document.querySelector('#root') as HTMLElement).render(<Uploads />);
`,
    'src/app.css': `* {
  margin: 0;
  padding: 0;
  box-sizing: border-box;
}

body {
  max-width: 50rem;
  padding: 2rem;
  font-family: system-ui, sans-serif;
}

button {
  padding: 1rem;
  border: none;
  background: black;
  color: white;
}
`,
  };
}
