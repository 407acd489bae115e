import UploadPreview, { type PreviewComponentProps } from '@rpldy/upload-preview';
import Uploady, {
  useItemFinishListener,
  useItemProgressListener,
  useUploadyContext,
} from '@rpldy/uploady';
import { type ReactElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { countDone, countPreviews, Row } from './row.tsx';

let upload: (files: File[]) => void;
// One file's end, most likely that of the first, comes before React listens in its row.
const finished = new Set<string>();

function Preview({ id, name, url }: PreviewComponentProps): ReactElement {
  const [percent, setPercent] = useState(0);
  const [done, setDone] = useState(false);
  useItemProgressListener(({ completed }) => setPercent(completed), id);
  useItemFinishListener(() => setDone(true), id);
  useEffect(() => {
    if (finished.has(id)) setDone(true);
  }, [id]);
  return <Row name={name} done={done} percent={done ? 100 : percent} src={url} />;
}

function App(): ReactElement {
  const context = useUploadyContext();
  useItemFinishListener(({ id }) => {
    finished.add(id);
  });
  upload = (files) => context.upload(files);
  return (
    <ul>
      <UploadPreview
        PreviewComponent={Preview}
        previewComponentProps={({ id }: { id: string }) => ({ id })}
        rememberPreviousBatches
        // By default it shows none of a photo over 20 MB.
        maxPreviewImageSize={1e9}
      />
    </ul>
  );
}

window.contender = {
  mount(root, { endpoint, concurrency }) {
    createRoot(root).render(
      <Uploady
        destination={{ url: endpoint }}
        concurrent
        maxConcurrent={concurrency}
        multiple
        grouped={false}
      >
        <App />
      </Uploady>,
    );
  },
  add: (files) => upload(files),
  done: countDone,
  previews: countPreviews,
};
