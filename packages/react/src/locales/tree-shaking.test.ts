import path from 'node:path';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';

const ENTRY = path.join(import.meta.dirname, 'locale-in-use.js');
const RESOLVED = path.join(import.meta.dirname, 'index.ts');

/** What a bundler makes of a page that imports from here. */
async function bundle(code: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ['es'] } },
    plugins: [
      {
        name: 'page',
        resolveId: (id) =>
          id === ENTRY ? ENTRY : id === '@tintype/react/locales' ? RESOLVED : null,
        load: (id) => (id === ENTRY ? code : null),
      },
    ],
  });
  const [first] = result as Rollup.RollupOutput[];
  return first?.output.map((file) => ('code' in file ? file.code : '')).join('') ?? '';
}

it('brings the language that is imported, and no other', async () => {
  const code = await bundle(
    `import { de } from '@tintype/react/locales'; console.log(de.dropzone.choose);`,
  );
  expect(code).toContain('Bilder auswählen');
  for (const foreign of ['Choisir', 'Elegir', '画像', '图片', 'صور', 'Choose pictures']) {
    expect(code).not.toContain(foreign);
  }
});

it('weighs nothing where no language is used', async () => {
  const code = await bundle(`import { de } from '@tintype/react/locales'; console.log(1);`);
  expect(code.replace(/^\/\/.*$/gm, '').trim()).toBe('console.log(1);');
});
