'use client';
import { lazyModule } from '@tintype/core/loading';
import { type ReactElement, useCallback, useRef, useState } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { LazyPart } from '../loading/LazyPart.tsx';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { useAreaLook } from './dropzone-look.tsx';

interface DropzoneSourcesProps {
  upload: ImageUpload;
  disabled: boolean;
  camera: boolean;
  fromURL: boolean;
}

const cameraModule = lazyModule(() => import('./CameraDialog.tsx'), 'CameraDialog');
const urlFormModule = lazyModule(() => import('./WebAddressForm.tsx'), 'WebAddressForm');

/** The other places that pictures come from: the camera and the web. What they need is loaded when asked for. */
export function DropzoneSources(props: DropzoneSourcesProps): ReactElement | null {
  const { upload, disabled, camera, fromURL } = props;
  const { labels } = useAreaLook();
  const [open, setOpen] = useState<'camera' | 'url' | null>(null);
  const urlButton = useRef<HTMLButtonElement>(null);
  const closeCamera = useCallback(() => setOpen(null), []);
  const closeURL = useCallback(() => {
    setOpen(null);
    urlButton.current?.focus();
  }, []);
  const takePhoto = () => (hasCaptureInput() ? openCapture(upload) : setOpen('camera'));
  return (
    <>
      {camera ? (
        <button
          type="button"
          className="tt-button tt-button-quiet"
          title={labels.camera}
          disabled={disabled}
          onClick={takePhoto}
        >
          <Icon path={icons.camera} />
          <span className="tt-button-text">{labels.camera}</span>
        </button>
      ) : null}
      {fromURL ? (
        <button
          ref={urlButton}
          type="button"
          className="tt-button tt-button-quiet"
          title={labels.url}
          disabled={disabled}
          aria-expanded={open === 'url'}
          onClick={() => setOpen(open === 'url' ? null : 'url')}
        >
          <Icon path={icons.link} />
          <span className="tt-button-text">{labels.url}</span>
        </button>
      ) : null}
      {open === 'camera' && !disabled ? (
        <LazyPart module={cameraModule} props={{ upload, onClose: closeCamera }} />
      ) : null}
      {open === 'url' && !disabled ? (
        <LazyPart module={urlFormModule} props={{ upload, onClose: closeURL }} />
      ) : null}
    </>
  );
}

/**
 * Phones open their own camera for an input with `capture`, which is better than any that a page can
 * build; only their browsers know the property. Pages that are not secure get no other one.
 */
function hasCaptureInput(): boolean {
  return 'capture' in HTMLInputElement.prototype || !navigator.mediaDevices?.getUserMedia;
}

function openCapture({ open }: ImageUpload): void {
  open({ capture: 'environment' });
}
