'use client';
import type { Image } from '@tintype/core';
import { type ReactElement, type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { LazyPart } from '../loading/LazyPart.tsx';
import { GalleryFacts } from './GalleryFacts.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { GalleryPhoto } from './GalleryPhoto.tsx';
import { GalleryPlaceholder } from './GalleryPlaceholder.tsx';
import { GalleryUndo } from './GalleryUndo.tsx';
import { GalleryVariantPicker } from './GalleryVariantPicker.tsx';
import { GalleryContext, useGallery } from './gallery-context.ts';
import { lightboxModule } from './gallery-modules.ts';
import type { GalleryState } from './use-gallery-state.ts';
import { usePicture } from './use-picture.ts';

/** What stands above the images: the lightbox, and the offer to undo, which is within reach in both. */
export function GalleryOverlays({ state }: { state: GalleryState }): ReactElement {
  const { images, openId, control } = state;
  const undo = state.pending > 0 ? <UndoBar state={state} /> : null;
  const index = images.findIndex(({ id }) => id === openId);
  const image = images[index];
  const close = useCallback(() => control.closeView(openId), [control, openId]);
  const isLost = openId !== null && !image;
  useEffect(() => {
    // The app took it away.
    if (isLost) close();
  }, [isLost, close]);
  if (!image) return <>{undo}</>;
  return (
    <OpenLightbox state={state} image={image} index={index} onClose={close}>
      {undo}
    </OpenLightbox>
  );
}

interface OpenLightboxProps {
  state: GalleryState;
  image: Image;
  index: number;
  onClose: () => void;
  children: ReactNode;
}

/** In the lightbox, deleting an image shows the next. */
function OpenLightbox(props: OpenLightboxProps): ReactElement {
  const { images, control } = props.state;
  const { index, onClose } = props;
  const settings = useGallery();
  const inside = useMemo(() => {
    const deleteAndMove = (gone: Image) => {
      const neighbour = images[index + 1] ?? images[index - 1];
      if (neighbour) control.view(neighbour.id);
      else onClose();
      control.deleteInView(gone);
    };
    const { handlers } = settings;
    return {
      ...settings,
      handlers: { ...handlers, view: null, delete: handlers.delete && deleteAndMove },
    };
  }, [settings, images, index, onClose, control]);
  return (
    <GalleryContext.Provider value={inside}>
      <LargeImage {...props} />
    </GalleryContext.Provider>
  );
}

function LargeImage(props: OpenLightboxProps): ReactElement {
  const { state, image, index, onClose, children } = props;
  const picture = usePicture(image, '100vw');
  const hasPlaceholder = picture.facts.hash && picture.state !== 'broken';
  const photo = (
    <>
      <GalleryPhoto picture={picture} loading="eager" />
      {hasPlaceholder ? <GalleryPlaceholder facts={picture.facts} /> : null}
    </>
  );
  return (
    <LazyPart
      module={lightboxModule}
      props={{
        ...{ picture, index, photo, children, onClose },
        ...{ images: state.images, message: state.message, onMove: state.control.view },
        facts: <GalleryFacts picture={picture} />,
        variants: (
          <GalleryPart part="Variants" standard={GalleryVariantPicker} props={{ picture }} />
        ),
      }}
      place={(notice) => (
        <>
          {children}
          {notice && <LightboxNotice onClose={onClose}>{notice}</LightboxNotice>}
        </>
      )}
    />
  );
}

function UndoBar({ state }: { state: GalleryState }): ReactElement {
  const { pending, control, clock } = state;
  return (
    // Whoever points at it, or has the focus in it, gets all the time they need.
    // biome-ignore lint/a11y/noStaticElementInteractions: only stops the clock
    <div
      className="tt-undo-place"
      onPointerEnter={clock.hold}
      onPointerLeave={clock.release}
      onFocus={clock.hold}
      onBlur={clock.release}
    >
      <GalleryPart
        part="Undo"
        standard={GalleryUndo}
        props={{ count: pending, onUndo: control.undo }}
      />
    </div>
  );
}

/** In sight, wherever the image is that was to be shown. */
function LightboxNotice(props: { onClose: () => void; children: ReactElement }): ReactElement {
  const { labels } = useGallery();
  const { close } = labels.lightbox;
  return (
    <div className="tt-undo-place">
      <div className="tt-undo">
        {props.children}
        <button
          type="button"
          className="tt-icon-button"
          aria-label={close}
          title={close}
          onClick={props.onClose}
        >
          <Icon path={icons.cross} />
        </button>
      </div>
    </div>
  );
}
