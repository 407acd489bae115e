/**
 * What every app has: a dropzone, and a gallery of what it has uploaded. A module in TypeScript.
 *
 * @param endpoint - URL of a relay.
 */
export function uploadsComponent(endpoint: string): string {
  return `'use client';
import '@tintype/react/styles.css';
import { type Image, ImageDropzone, VariantGallery } from '@tintype/react';
import { useState } from 'react';

export function Uploads() {
  const [images, setImages] = useState<Image[]>([]);
  return (
    <>
      <ImageDropzone
        endpoint="${endpoint}"
        onUploaded={(image) => setImages((others) => [image, ...others])}
      />
      <VariantGallery images={images} onDelete={() => undefined} />
    </>
  );
}
`;
}
