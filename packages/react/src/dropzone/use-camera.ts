'use client';
import { useEffect, useState } from 'react';
import type { CameraProblem } from '../anatomy/dropzone-labels.ts';

/** Which camera: the one on the back, or the one that looks at the person. */
export type CameraSide = 'environment' | 'user';

/** What a camera shows, or why it shows nothing; neither while it starts. */
export interface Camera {
  stream: MediaStream | null;
  problem: CameraProblem | null;
  /** Whether there is another one. */
  hasOther: boolean;
}

/** Turns a camera on for as long as the component is there. */
export function useCamera(side: CameraSide): Camera {
  const [camera, setCamera] = useState<Camera>(STARTING);
  useEffect(() => {
    let gone = false;
    let stop: () => void = () => undefined;
    setCamera(STARTING);
    const start = async () => {
      try {
        const stream = await openCamera(side);
        stop = () => stopStream(stream);
        if (gone) return stop();
        setCamera({ stream, problem: null, hasOther: await hasOtherCamera() });
      } catch (error) {
        if (!gone) setCamera({ stream: null, problem: problemOf(error), hasOther: false });
      }
    };
    void start();
    return () => {
      gone = true;
      stop();
    };
  }, [side]);
  return camera;
}

const STARTING: Camera = { stream: null, problem: null, hasOther: false };

// The service takes more, but no common camera gives it as video.
const FULL_HD = { width: { ideal: 1920 }, height: { ideal: 1080 } };

function openCamera(side: CameraSide): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    video: { facingMode: { ideal: side }, ...FULL_HD },
    audio: false,
  });
}

function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function hasOtherCamera(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').length > 1;
}

/** @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
