import { type Image, ImageDropzone, VariantGallery } from '@tintype/react';
import { useState } from 'react';
import { dropzoneClassNames, dropzoneComponents } from './dropzone-parts.tsx';
import { galleryComponents, galleryRender } from './gallery-parts.tsx';
import { Button } from './ui/button.tsx';

const headers = { Authorization: 'Bearer ann' };

/** Pictures go up in the dropzone and are shown below. */
export function App() {
  const [images, setImages] = useState<readonly Image[]>([]);
  return (
    <main className="mx-auto grid max-w-3xl gap-6 p-6">
      <Button
        variant="outline"
        className="justify-self-end"
        onClick={() => document.documentElement.classList.toggle('dark')}
      >
        Light or dark
      </Button>
      <ImageDropzone
        endpoint="/api/images"
        headers={headers}
        onUploaded={(image) => setImages((all) => [image, ...all])}
        classNames={dropzoneClassNames}
        components={dropzoneComponents}
      />
      <VariantGallery
        images={images}
        onDelete={({ id }) => remove(id).then(() => setImages((all) => without(all, id)))}
        components={galleryComponents}
        render={galleryRender}
      />
    </main>
  );
}

async function remove(id: string): Promise<void> {
  const url = `/api/images/${encodeURIComponent(id)}`;
  const { ok, status } = await fetch(url, { method: 'DELETE', keepalive: true, headers });
  if (!ok) throw new Error(`The picture could not be deleted (${status}).`);
}

function without(images: readonly Image[], id: string): readonly Image[] {
  return images.filter((image) => image.id !== id);
}
