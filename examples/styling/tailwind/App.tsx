import {
  type ClassNames,
  type DropzoneSlot,
  type GallerySlot,
  type Image,
  ImageDropzone,
  VariantGallery,
} from '@tintype/react';
import { useState } from 'react';

const dropzone: ClassNames<DropzoneSlot> = {
  root: 'border-0 bg-slate-50 shadow-xl ring-1 ring-slate-200 dark:bg-slate-900 dark:ring-slate-700',
  area: 'border-indigo-300 py-12 dark:border-indigo-700',
  button: 'rounded-full bg-indigo-600 px-6 text-white hover:bg-indigo-500',
  item: 'px-6',
  name: 'font-semibold tracking-tight',
  progress: 'h-1',
  overall: 'h-1',
};

const gallery: ClassNames<GallerySlot> = {
  list: 'grid-cols-2 gap-4 md:grid-cols-3',
  image: 'rounded-2xl bg-slate-50 p-3 ring-1 ring-slate-200 dark:bg-slate-900 dark:ring-slate-700',
  frame: 'aspect-square rounded-xl',
};

/** Pictures go up in the dropzone and are shown below. */
export function App() {
  const [images, setImages] = useState<readonly Image[]>([]);
  return (
    <main className="mx-auto grid max-w-3xl gap-8 p-6">
      <ImageDropzone
        endpoint="/api/images"
        headers={{ Authorization: 'Bearer ann' }}
        onUploaded={(image) => setImages((all) => [image, ...all])}
        classNames={dropzone}
      />
      <VariantGallery images={images} classNames={gallery} />
    </main>
  );
}
