'use client';
import type { Image } from '@tintype/core';
import { type MouseEvent, memo, type NamedExoticComponent, type ReactElement, useRef } from 'react';
import { PARTS, present } from '../anatomy/attributes.ts';
import { classes } from '../anatomy/slots.ts';
import { LazyPart } from '../loading/LazyPart.tsx';
import { GalleryCaption } from './GalleryCaption.tsx';
import { GalleryFrame } from './GalleryFrame.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { GalleryVariantPicker } from './GalleryVariantPicker.tsx';
import { useGallery } from './gallery-context.ts';
import { actionsModule } from './gallery-modules.ts';
import type { PicturePartProps } from './gallery-parts.ts';
import { usePicture } from './use-picture.ts';

interface GalleryImageProps {
  image: Image;
  selected: boolean;
  /** From 0. */
  index: number;
  /** Of all pictures, where not all are in the page; 0 where they are. */
  count: number;
}

/** One stored picture in one of its variants. Renders an `<li>`. */
export const GalleryImage: NamedExoticComponent<GalleryImageProps> = memo(function GalleryImage(
  props: GalleryImageProps,
): ReactElement {
  const { image, selected, index, count } = props;
  const { classNames, sizes } = useGallery();
  const picture = usePicture(image, sizes);
  return (
    <li
      className={classes('tt-image', classNames.image)}
      data-tt={PARTS.image}
      data-id={image.id}
      data-index={index}
      data-state={picture.state}
      data-broken={present(picture.state === 'broken')}
      data-selected={present(selected)}
      aria-setsize={count || undefined}
      aria-posinset={count ? index + 1 : undefined}
    >
      <GalleryPart part="Image" standard={GalleryImageContent} props={{ picture }} />
      <SelectBox id={image.id} name={picture.name} selected={selected} />
    </li>
  );
});

/** What stands in the list item of one picture. Renders the four parts of it, and nothing around. */
function GalleryImageContent({ picture }: PicturePartProps): ReactElement {
  return (
    <>
      <GalleryPart part="Frame" standard={GalleryFrame} props={{ picture }} />
      <GalleryPart part="Caption" standard={GalleryCaption} props={{ picture }} />
      <GalleryPart part="Variants" standard={GalleryVariantPicker} props={{ picture }} />
      <GalleryPart part="Actions" standard={LazyActions} props={{ picture }} />
    </>
  );
}

/** `GalleryActions`, and its place until it is loaded. Renders a `<div>`. */
function LazyActions(props: PicturePartProps): ReactElement {
  const { classNames } = useGallery();
  return (
    <LazyPart
      module={actionsModule}
      props={props}
      notice="button"
      place={(notice) => <div className={classes('tt-actions', classNames.actions)}>{notice}</div>}
    />
  );
}

function SelectBox({ id, name, selected }: { id: string; name: string; selected: boolean }) {
  const { labels, handlers } = useGallery();
  const range = useRef(false);
  const { select } = handlers;
  if (!select) return null;
  return (
    <label className="tt-select">
      <input
        type="checkbox"
        className="tt-checkbox"
        aria-label={labels.select(name)}
        checked={selected}
        onClick={({ shiftKey }: MouseEvent) => {
          range.current = shiftKey;
        }}
        onChange={() => select(id, range.current)}
      />
    </label>
  );
}
