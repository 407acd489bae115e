import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ImageUpload, type ImageUploadOptions, useImageUpload } from '@tintype/react';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { countDone, countPreviews, Row } from './row.tsx';

const client = new QueryClient();
let upload: ImageUpload;

function App({ options }: { options: ImageUploadOptions }): ReactElement {
  upload = useImageUpload(options);
  return (
    <ul>
      {upload.items.map(({ id, file, status, progress, previewUrl }) => (
        <Row
          key={id}
          name={file.name}
          done={status === 'done'}
          percent={Math.round(progress * 100)}
          src={previewUrl}
        />
      ))}
    </ul>
  );
}

window.contender = {
  mount(root, { endpoint, concurrency, previews }) {
    // Peers send files as they are.
    const options = { endpoint, concurrency, previews, autoStart: true, prepare: false as const };
    createRoot(root).render(
      <QueryClientProvider client={client}>
        <App options={options} />
      </QueryClientProvider>,
    );
  },
  add: (files) => upload.add(files),
  done: countDone,
  previews: countPreviews,
};
