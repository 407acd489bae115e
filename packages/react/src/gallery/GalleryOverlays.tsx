'use client';
import type { ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { LazyPart } from '../loading/LazyPart.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { GalleryUndo } from './GalleryUndo.tsx';
import { useGallery } from './gallery-context.ts';
import { lightboxModule } from './gallery-modules.ts';
import type { GalleryState } from './use-gallery-state.ts';

/** What stands above the images: the lightbox, and the offer to undo, which is within reach in both. */
export function GalleryOverlays({ state }: { state: GalleryState }): ReactElement {
  const { images, openId, message, control } = state;
  const undo = state.pending > 0 ? <UndoBar state={state} /> : null;
  if (openId === null) return <>{undo}</>;
  const close = () => {
    control.closeView();
    control.focus({ id: openId, target: '.tt-view' });
  };
  return (
    <LazyPart
      module={lightboxModule}
      props={{
        ...{ images, message, id: openId, children: undo },
        onMove: control.view,
        onDelete: control.deleteInView,
        onClose: close,
      }}
      place={(notice) => (
        <>
          {undo}
          {notice && <LightboxNotice onClose={close}>{notice}</LightboxNotice>}
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
