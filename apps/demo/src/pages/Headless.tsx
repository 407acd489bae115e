import { type UploadItem, useImageUpload } from '@tintype/react';

export function Headless() {
  const upload = useImageUpload({ endpoint: '/api/images', maxFiles: 6, previews: { size: 300 } });
  const done = upload.items.filter((item) => item.status === 'done').length;
  return (
    <section aria-labelledby="album">
      <h2 id="album">Six for the album</h2>
      <p role="status" className="album-count">
        {done} of {upload.items.length} uploaded
      </p>
      <ul className="album">
        {upload.items.map((item) => (
          <li key={item.id} data-status={item.status}>
            {item.previewUrl ? <img src={item.previewUrl} alt="" /> : null}
            <p>
              {item.file.name} <span>{inWords(item)}</span>
            </p>
            {item.status === 'failed' ? (
              <button type="button" onClick={() => upload.retry(item.id)}>
                Try again
              </button>
            ) : null}
            <button
              type="button"
              aria-label={`Remove ${item.file.name}`}
              onClick={() => upload.remove(item.id)}
            >
              ✕
            </button>
            <progress value={item.progress} aria-label={`Progress of ${item.file.name}`} />
          </li>
        ))}
        <li>
          <label>
            Add pictures
            <input {...upload.getInputProps()} />
          </label>
        </li>
      </ul>
    </section>
  );
}

function inWords(item: UploadItem): string {
  switch (item.status) {
    case 'uploading':
      return `${Math.round(item.progress * 100)}%`;
    case 'failed':
    case 'rejected':
    case 'retrying':
      return item.error.message;
    default:
      return item.status;
  }
}
