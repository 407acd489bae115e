import { ImageDropzone, type ImageUpload, useImageUpload } from '@tintype/react';
import { Counters } from '../playground/Counters.tsx';
import { Switchboard } from '../playground/Switchboard.tsx';
import { UploadLog } from '../playground/UploadLog.tsx';

export function Playground() {
  const upload: ImageUpload = useImageUpload({
    endpoint: '/api/playground/images',
    persist: true,
    // Somebody who plays with the switches may take longer than any network of real life.
    retry: { attempts: 50, maxDelay: 4000 },
    // What the service has stored can then be told by the item that it came from.
    onAdd: (items) => {
      for (const { id } of items) upload.setMetadata(id, { item: id });
    },
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
