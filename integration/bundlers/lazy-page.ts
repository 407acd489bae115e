import { pageWith } from './project.ts';

/**
 * A page of both components with stored pictures, as an app has it: written on a server, or begun in the
 * browser. Its files, for `createProject`.
 *
 * @param pictures - Where the pictures are: any path below is one.
 */
export function lazyPage(pictures: string): Record<string, string> {
  return {
    'index.html': pageWith(
      '<div id="root"><!--rendered--></div><script type="module" src="/main.js"></script>',
    ),
    'app.js': APP.replace('PICTURES', JSON.stringify(pictures)),
    'render.js': `import { createElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { App } from './app.js';
const { pipe } = renderToPipeableStream(createElement(App), {
  onAllReady: () => pipe(process.stdout),
});
`,
    'main.js': `import '@tintype/react/styles.css';
import { createElement } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.js';
const root = document.querySelector('#root');
if (root.firstElementChild) hydrateRoot(root, createElement(App));
else createRoot(root).render(createElement(App));
`,
  };
}

const APP = `import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ImageDropzone, VariantGallery } from '@tintype/react';
import { createElement, useState } from 'react';

const PLACE = PICTURES;
const images = Array.from({ length: 3 }, (_, number) => ({
  id: 'p' + number,
  filename: 'stored-' + number + '.png',
  uploaded: '2020-01-01T00:00:00.000Z',
  requireSignedURLs: false,
  variants: ['thumbnail', 'public'].map((name) => PLACE + '/' + number + '/' + name),
}));
const client = new QueryClient();

export function App() {
  const [count, setCount] = useState(0);
  return createElement(
    QueryClientProvider,
    { client },
    createElement('button', { type: 'button', onClick: () => setCount(count + 1) }, 'Pressed ' + count),
    createElement(ImageDropzone, {
      endpoint: '/images',
      autoStart: false,
      initialImages: images.slice(0, 2),
      onImagesChange: () => undefined,
    }),
    createElement(VariantGallery, { images, onDelete: () => undefined }),
  );
}
`;
