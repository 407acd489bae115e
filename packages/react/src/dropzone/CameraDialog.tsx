'use client';
import {
  type ReactElement,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { useUniqueId } from '../anatomy/use-unique-id.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { takePhoto } from './take-photo.ts';
import { type Camera, type CameraSide, useCamera } from './use-camera.ts';
import { usePictureLabels } from './use-picture-labels.ts';

interface CameraDialogProps {
  upload: ImageUpload;
  onClose: () => void;
}

/** What the camera sees, and a button that takes it. Renders a modal `<dialog>`. */
export function CameraDialog({ upload, onClose }: CameraDialogProps): ReactElement {
  const labels = usePictureLabels();
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const titleId = useUniqueId();
  const [side, setSide] = useState<CameraSide>('environment');
  const camera = useCamera(side);
  const [taken, setTaken] = useState(0);
  // The stream of which the first picture is there: before, there is nothing to take.
  const [shown, setShown] = useState<MediaStream | null>(null);

  // Closed before it leaves the page, it gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    if (video.current) video.current.srcObject = camera.stream;
  }, [camera.stream]);

  const shoot = async () => {
    if (!video.current) return;
    upload.add([await takePhoto(video.current)]);
    if (upload.limits.maxFiles === 1) onClose();
    else setTaken((count) => count + 1);
  };
  return (
    <dialog
      ref={dialog}
      className="tt-camera"
      data-tt={PARTS.camera}
      aria-labelledby={titleId}
      onCancel={onClose}
    >
      <p className="tt-camera-title" id={titleId}>
        {labels.cameraView}
      </p>
      <CameraPicture
        camera={camera}
        video={video}
        mirrored={side === 'user'}
        onShown={() => setShown(camera.stream)}
      />
      {/* What is said outside of a modal dialog is not heard. */}
      <p className="tt-hint" role="status">
        {taken > 0 ? labels.added(taken) : null}
      </p>
      <div className="tt-camera-actions">
        <button type="button" className="tt-button tt-button-quiet" onClick={onClose}>
          {labels.closeCamera}
        </button>
        {camera.hasOther ? (
          <button
            type="button"
            className="tt-button"
            onClick={() => setSide(side === 'user' ? 'environment' : 'user')}
          >
            {labels.switchCamera}
          </button>
        ) : null}
        <button
          type="button"
          className="tt-button tt-button-primary"
          disabled={camera.stream === null || shown !== camera.stream}
          onClick={() => void shoot()}
        >
          <Icon path={icons.camera} />
          {labels.shutter}
        </button>
      </div>
    </dialog>
  );
}

interface CameraPictureProps {
  camera: Camera;
  video: RefObject<HTMLVideoElement | null>;
  /** As in a mirror, which is how people know themselves. The photo is not. */
  mirrored: boolean;
  /** The first picture is there. */
  onShown: () => void;
}

function CameraPicture(props: CameraPictureProps): ReactElement {
  const { camera, video, mirrored, onShown } = props;
  const labels = usePictureLabels();
  return (
    <div className="tt-camera-picture">
      <video
        className="tt-camera-video"
        ref={video}
        autoPlay
        playsInline
        muted
        data-mirrored={mirrored || undefined}
        onLoadedData={onShown}
      />
      <p role="status" className="tt-camera-text">
        {camera.problem ? labels.cameraProblem(camera.problem) : null}
        {camera.stream || camera.problem ? null : labels.cameraStarting}
      </p>
    </div>
  );
}
