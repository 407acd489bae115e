import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { checkPage, preparedInWorker } from './page-check.ts';
import { createProject } from './project.ts';
import { runTool, serveWithTool } from './tool.ts';

/** Where Biome sees `next` itself, it takes every `useSomething` of `integration` for a hook of React. */
const NEXT = 'next-16';

const browser = useBrowser();

const APP = {
  // The dependencies are links to a folder far from the project, which Next takes for its end.
  'next.config.mjs': "export default { turbopack: { root: '/' } };",
  'app/layout.jsx': `
    import '@tintype/react/styles.css';
    export const metadata = { icons: { icon: 'data:,' } };
    export default function Layout({ children }) {
      return <html lang="en"><body>{children}</body></html>;
    }`,
  'app/upload.jsx': `
    'use client';
    import { prepareImage } from '@tintype/core';
    import { ImageDropzone } from '@tintype/react';
    import { useEffect } from 'react';
    export function Upload() {
      useEffect(() => {
        window.prepareImage = prepareImage;
      }, []);
      return <ImageDropzone endpoint="/api/images" />;
    }`,
  // No client component: it may use those of the package as they are.
  'app/page.jsx': `
    import { VariantGallery } from '@tintype/react';
    import { Upload } from './upload.jsx';
    export default function Page() {
      return <><Upload /><VariantGallery images={[]} /></>;
    }`,
};

test('an app of Next renders on the server and prepares pictures in a worker', async () => {
  const project = await createProject(APP, { next: NEXT });
  await runTool(NEXT, ['build'], project);
  const serving = ['start', '--hostname', '127.0.0.1', '--port', '0'];
  const url = await serveWithTool(NEXT, serving, project);

  const rendered = await (await fetch(url)).text();
  expect(rendered).toContain('data-tt="dropzone"');
  expect(rendered).toContain('data-tt="gallery"');
  const check = await checkPage(browser(), url);
  expect(check).toMatchObject(preparedInWorker);
  expect(check.late.length).toBeGreaterThanOrEqual(2);
});
