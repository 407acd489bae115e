import { pageWith } from './project.ts';

/**
 * A page with a full dropzone and a full gallery, written on a server and brought to life in a browser.
 * Its files, for `createProject`.
 *
 * @param pictures - Where the gallery's pictures are: any path below is one.
 */
export function strictPage(pictures: string): Record<string, string> {
  return {
    'index.html': pageWith(
      '<div id="root"><!--rendered--></div><script type="module" src="/main.js"></script>',
    ),
    'app.js': APP.replace('PICTURES', JSON.stringify(pictures)),
    'render.js': `import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.js';
process.stdout.write(renderToString(createElement(App)));
`,
    'main.js': `import '@tintype/react/styles.css';
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './app.js';
hydrateRoot(document.querySelector('#root'), createElement(App));
`,
  };
}

const APP = `import { ImageDropzone, VariantGallery } from '@tintype/react';
import { createUploadHandle, createUploadItem } from '@tintype/react/testing';
import { createElement, useState } from 'react';

const PLACE = PICTURES;
const STATUSES = ['uploading', 'processing', 'done', 'failed', 'retrying', 'canceled', 'rejected'];

// More than are all in the page.
const uploads = Array.from({ length: 400 }, (_, number) =>
  createUploadItem({ status: STATUSES[number % STATUSES.length], name: 'upload-' + number + '.jpg' }),
);
const images = Array.from({ length: 200 }, (_, number) => ({
  id: 'p' + number,
  filename: 'stored-' + number + '.png',
  uploaded: '2020-01-01T00:00:00.000Z',
  requireSignedURLs: false,
  variants: ['thumbnail', 'public'].map((name) => PLACE + '/' + number + '/' + name),
  meta: { width: 1600, height: 1200, thumbHash: '0AcOLYZpeHePh4iHiDeHdXdwcwc3' },
}));

export function App() {
  const [items, setItems] = useState(uploads);
  const further = () =>
    setItems(items.map((item) => (item.status === 'uploading' ? { ...item, progress: 0.8 } : item)));
  const move = (id, place) => {
    const others = items.filter((item) => item.id !== id);
    setItems(others.toSpliced(place, 0, items.find((item) => item.id === id)));
  };
  const upload = createUploadHandle({ items, status: 'uploading', move });
  const sources = { camera: true, fromURL: true, pageDrop: true, reorderable: true, editable: true };
  return createElement(
    'main',
    null,
    createElement('button', { type: 'button', onClick: further }, 'Further'),
    createElement(ImageDropzone, { upload, name: 'pictures', required: true, error: 'No.', ...sources }),
    createElement(VariantGallery, { images, onDelete: () => undefined, onLoadMore: () => undefined }),
  );
}
`;
