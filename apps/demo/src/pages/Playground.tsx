import { ImageDropzone, useImageUpload } from '@tintype/react';
import { Counters } from '../playground/Counters.tsx';
import { markOf } from '../playground/run.ts';
import { Switchboard } from '../playground/Switchboard.tsx';
import { UploadLog } from '../playground/UploadLog.tsx';

export function Playground() {
  const upload = useImageUpload({
    endpoint: '/api/playground/images',
    persist: true,
    // Somebody who plays with the switches may take longer than any network of real life.
    retry: { attempts: 50, maxDelay: 4000 },
    // By this, what the service has stored is held against what was chosen.
    metadata: (file) => ({ mark: markOf(file) }),
  });
  return (
    <div className="playground">
      <Switchboard />
      <section aria-labelledby="upload">
        <h2 id="upload">Upload</h2>
        <Counters items={upload.items} onAdd={upload.add} onStartOver={upload.clear} />
        <ImageDropzone upload={upload} />
      </section>
      <UploadLog items={upload.items} />
    </div>
  );
}
