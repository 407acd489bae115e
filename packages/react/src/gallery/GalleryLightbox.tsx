'use client';
import type { Image } from '@tintype/core';
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { PARTS, present } from '../anatomy/attributes.ts';
import { classes } from '../anatomy/slots.ts';
import { allLabels } from './all-labels.ts';
import { GalleryActions } from './GalleryActions.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { useGallery } from './gallery-context.ts';
import type { GalleryPicture } from './gallery-parts.ts';
import { LightboxBar, StepButton } from './LightboxBar.tsx';
import { LightboxStage } from './LightboxStage.tsx';
import { actionOfKey } from './lightbox-keys.ts';
import { useZoom } from './use-zoom.ts';

/** What the lightbox takes. */
export interface GalleryLightboxProps {
  images: readonly Image[];
  /** The image on show, and its place in the list. */
  picture: GalleryPicture;
  index: number;
  /** The image itself, above its placeholder. */
  photo: ReactNode;
  /** What is known of it, and which variants it has. */
  facts: ReactNode;
  variants: ReactNode;
  /** What is said to assistive technology: what is outside of a modal dialog is not heard. */
  message: string;
  onMove: (id: string) => void;
  onClose: () => void;
  /** What must stay in reach. */
  children: ReactNode;
}

/** One image, large. Renders a modal `<dialog>`. Its state is the gallery's. */
export function GalleryLightbox(props: GalleryLightboxProps): ReactElement {
  const { images, picture, index, onMove, onClose } = props;
  const { image } = picture;
  const look = useGallery();
  const { classNames } = look;
  const labels = allLabels(look);
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [side, setSide] = useState(0);
  const zoom = useZoom(place);
  useModal(dialog);

  function go(to: number): void {
    const next = images[Math.max(0, Math.min(images.length - 1, to))];
    if (!next || next === image) return;
    const forth = to > index !== isRightToLeft(dialog.current);
    setSide(forth ? 1 : -1);
    zoom.reset();
    onMove(next.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // A group of radio buttons has its own use for arrows.
    const own = (event.target as HTMLElement).matches('input, textarea, select');
    if (own || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const action = actionOfKey({
      key: event.key,
      rightToLeft: isRightToLeft(dialog.current),
      zoomed: zoom.isZoomed,
    });
    if (!action) return;
    event.preventDefault();
    if (action.type === 'zoom') zoom.zoomBy(action.factor);
    if (action.type === 'pan') zoom.panBy(action.x, action.y);
    if (action.type === 'reset') zoom.reset();
    if (action.type === 'move') {
      go({ first: 0, previous: index - 1, next: index + 1, last: images.length - 1 }[action.to]);
    }
  }

  const words = labels.lightbox;
  return (
    <dialog
      ref={dialog}
      className={classes('tt-lightbox', classNames.lightbox)}
      data-tt={PARTS.lightbox}
      data-state={picture.state}
      data-zoomed={present(zoom.isZoomed)}
      aria-label={words.region(picture.name)}
      onKeyDown={onKeyDown}
      // Told late: StrictMode has closed it and opened it again by then.
      onClose={() => dialog.current?.open || onClose()}
    >
      <LightboxBar zoom={zoom} onClose={onClose}>
        <p className="tt-lightbox-name" role="status">
          <bdi>{picture.name}</bdi>{' '}
          <bdi className="tt-position">{words.position(index + 1, images.length)}</bdi>
        </p>
      </LightboxBar>
      <LightboxStage
        picture={picture}
        photo={props.photo}
        place={place}
        zoom={zoom}
        side={side}
        onSwipe={(direction) => go(index + direction * (isRightToLeft(dialog.current) ? 1 : -1))}
        onSwipeDown={onClose}
      />
      <StepButton
        direction="back"
        label={words.previous}
        off={index === 0}
        onClick={() => go(index - 1)}
      />
      <StepButton
        direction="forth"
        label={words.next}
        off={index === images.length - 1}
        onClick={() => go(index + 1)}
      />
      <div className="tt-lightbox-foot">
        {props.variants}
        {props.facts}
        <GalleryPart key={image.id} part="Actions" standard={GalleryActions} props={{ picture }} />
      </div>
      <p role="status" className="tt-visually-hidden">
        {props.message}
      </p>
      {props.children}
    </dialog>
  );
}

/** The browser keeps the focus inside, closes on Escape, and gives the focus back. */
function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, [dialog]);
}

function isRightToLeft(element: HTMLElement | null): boolean {
  return element !== null && getComputedStyle(element).direction === 'rtl';
}
