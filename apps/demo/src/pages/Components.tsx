import { ImageDropzone, useImageUpload } from '@tintype/react';
import { StoredPictures } from '../StoredPictures.tsx';

export function Components() {
  const upload = useImageUpload({ endpoint: '/api/images', persist: true });
  return (
    <>
      <section aria-labelledby="upload">
        <h2 id="upload">Upload</h2>
        <ImageDropzone upload={upload} paste="page" pageDrop camera fromURL reorderable editable />
      </section>
      <StoredPictures />
    </>
  );
}
