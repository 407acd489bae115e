import type { GalleryComponents, GalleryRender, PicturePartProps } from '@tintype/react';
import { Button, buttonVariants } from './ui/button.tsx';
import { Card } from './ui/card.tsx';

/** Around what the library makes. */
export const galleryRender: GalleryRender = {
  image: (_, standard) => <Card>{standard}</Card>,
};

/** In place of what it makes. */
export const galleryComponents: Partial<GalleryComponents> = { Actions: PictureActions };

function PictureActions({ picture }: PicturePartProps) {
  const { name, url } = picture;
  return (
    <div className="flex justify-between">
      {url ? (
        <a className={buttonVariants('outline')} href={url} aria-label={`Open ${name}`}>
          Open
        </a>
      ) : null}
      {picture.delete ? (
        <Button
          variant="destructive"
          data-action="delete"
          aria-label={`Delete ${name}`}
          onClick={picture.delete}
        >
          Delete
        </Button>
      ) : null}
    </div>
  );
}
