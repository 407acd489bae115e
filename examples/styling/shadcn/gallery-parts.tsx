import type { GalleryComponents, GalleryRenders, PicturePartProps } from '@tintype/react';
import { Button, buttonVariants } from './ui/button.tsx';
import { Card } from './ui/card.tsx';

/** Around what the library makes. */
export const galleryRender: GalleryRenders = {
  image: (_, standard) => <Card>{standard}</Card>,
};

/** In place of what it makes. */
export const galleryComponents: GalleryComponents = { Actions: PictureActions };

function PictureActions({ picture }: PicturePartProps) {
  const { name, url, remove } = picture;
  return (
    <div className="flex justify-between">
      {url ? (
        <a className={buttonVariants('outline')} href={url} aria-label={`Open ${name}`}>
          Open
        </a>
      ) : null}
      {remove ? (
        <Button
          variant="destructive"
          data-action="remove"
          aria-label={`Delete ${name}`}
          onClick={remove}
        >
          Delete
        </Button>
      ) : null}
    </div>
  );
}
