'use client';
import type { ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { GalleryPhoto } from './GalleryPhoto.tsx';
import { GalleryPlaceholder } from './GalleryPlaceholder.tsx';
import { useGallery } from './gallery-context.ts';
import type { GalleryPicture, PicturePartProps } from './gallery-parts.ts';

/** The place of a picture, which never changes its size. Renders a `<div>`. */
export function GalleryFrame({ picture }: PicturePartProps): ReactElement {
  const { labels, classNames } = useGallery();
  const { state, facts } = picture;
  return (
    <div className={classes('tt-plate', classNames.frame)}>
      <GalleryPhoto picture={picture} />
      {facts.hash && state !== 'broken' ? <GalleryPlaceholder facts={facts} /> : null}
      {state === 'waiting' ? <p className="tt-spreading">{labels.spreading}</p> : null}
      {state === 'broken' ? <Broken picture={picture} /> : <ViewButton picture={picture} />}
    </div>
  );
}

/** Lies over the picture instead of around it: what is inside of a button is no image any more. */
function ViewButton({ picture }: { picture: GalleryPicture }) {
  const { labels, handlers } = useGallery();
  const { prepareView } = handlers;
  const { view } = picture;
  if (!view) return null;
  return (
    <button
      type="button"
      className="tt-view"
      aria-label={labels.view(picture.name)}
      onPointerEnter={prepareView}
      onFocus={prepareView}
      onClick={view}
    />
  );
}

function Broken({ picture }: { picture: GalleryPicture }) {
  const { labels } = useGallery();
  return (
    <div className="tt-broken">
      <Icon path={icons.alert} />
      <p className="tt-broken-text">{labels.broken}</p>
      <button type="button" className="tt-button tt-button-quiet" onClick={picture.retry}>
        <Icon path={icons.retry} />
        <span className="tt-clamp">{labels.reload(picture.name)}</span>
      </button>
    </div>
  );
}
