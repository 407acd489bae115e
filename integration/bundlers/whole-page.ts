import { pageWith } from './project.ts';

/**
 * A page that uses everything that is loaded on demand, for `createProject`: both components with all that
 * they offer. It may be rendered on a server.
 *
 * @param endpoint - The relay's.
 * @param images - Where stored images are: any path below is one, but for `/slow`, which never comes.
 */
export function wholePage(endpoint: string, images: string): Record<string, string> {
  const values = { ENDPOINT: endpoint, IMAGES: images };
  let app = APP;
  for (const [name, value] of Object.entries(values)) {
    app = app.replace(name, JSON.stringify(value));
  }
  return {
    'index.html': pageWith(
      '<div id="root"><!--rendered--></div><script type="module" src="/main.js"></script>',
    ),
    'app.js': app,
    'render.js': `import { createElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { App } from './app.js';
const { pipe } = renderToPipeableStream(createElement(App), {
  onAllReady: () => pipe(process.stdout),
});
`,
    'main.js': `import '@tintype/react/styles.css';
import { createElement, StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.js';
const root = document.querySelector('#root');
const app = createElement(App);
if (root.firstElementChild) hydrateRoot(root, app);
else createRoot(root).render(createElement(StrictMode, null, app));
`,
  };
}

const APP = `import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ImageDropzone, VariantGallery } from '@tintype/react';
import { createElement, useState } from 'react';

const endpoint = ENDPOINT;
const place = IMAGES;
const stored = (id, path, meta) => ({
  id,
  filename: id + '.png',
  uploaded: '2020-01-01T00:00:00.000Z',
  requireSignedURLs: false,
  variants: ['thumbnail', 'public'].map((name) => place + path + '/' + name),
  ...(meta && { meta }),
});
const hash = '3OcRJYB4d3h/iIeHeEh3eIhw+j3A';
const images = [
  stored('plain', '/0'),
  stored('slow', '/slow', { thumbHash: hash, width: 160, height: 120 }),
];
// More than are rendered at once.
const many = Array.from({ length: 301 }, (_, number) => stored('many-' + number, '/0'));
const client = new QueryClient();
const nothing = () => undefined;

export function App() {
  const [count, setCount] = useState(0);
  return createElement(
    QueryClientProvider,
    { client },
    createElement('button', { type: 'button', onClick: () => setCount(count + 1) }, 'Pressed ' + count),
    createElement(ImageDropzone, {
      endpoint,
      editable: true,
      fromURL: true,
      initialImages: [stored('first', '/0')],
      onEvent: nothing,
      pageDrop: true,
      persist: true,
      prepare: { maxSide: 64 },
      reorderable: true,
    }),
    createElement(ImageDropzone, { endpoint, camera: true, initialImages: many }),
    createElement(VariantGallery, { images, onDelete: nothing, variantSizes: {} }),
  );
}
`;
