import Uppy from '@uppy/core';
import { UppyContextProvider, useUppyState } from '@uppy/react';
import ThumbnailGenerator from '@uppy/thumbnail-generator';
import XHRUpload from '@uppy/xhr-upload';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { countDone, countPreviews, Row } from './row.tsx';

const uppy = new Uppy({ autoProceed: true });

function Item({ id }: { id: string }): ReactElement | null {
  const file = useUppyState(uppy, (state) => state.files[id]);
  if (!file) return null;
  const { percentage, uploadComplete } = file.progress;
  return (
    <Row
      name={file.name}
      done={uploadComplete === true}
      percent={percentage ?? 0}
      src={file.preview}
    />
  );
}

function App(): ReactElement {
  const files = useUppyState(uppy, (state) => state.files);
  return (
    <UppyContextProvider uppy={uppy}>
      <ul>
        {Object.keys(files).map((id) => (
          <Item key={id} id={id} />
        ))}
      </ul>
    </UppyContextProvider>
  );
}

window.contender = {
  mount(root, { endpoint, concurrency, previews }) {
    uppy.use(XHRUpload, { endpoint, limit: concurrency, fieldName: 'file' });
    if (previews) uppy.use(ThumbnailGenerator, { thumbnailWidth: 192 });
    createRoot(root).render(<App />);
  },
  add(files) {
    uppy.addFiles(files.map((data) => ({ name: data.name, type: data.type, data })));
  },
  done: countDone,
  previews: countPreviews,
};
