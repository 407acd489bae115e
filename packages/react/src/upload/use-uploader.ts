'use client';
import { createUploader, type Uploader, type UploaderOptions } from '@tintype/core';
import { useEffect, useRef, useState } from 'react';

/** What becomes of pictures on their way when the component goes. */
export type UnmountChoice = 'abort' | 'continue';

/**
 * One engine for the life of a component, always with the latest options.
 *
 * The engine is not torn down in the effect's cleanup itself: StrictMode and Fast Refresh run it
 * while the component lives on, and its files would be lost.
 */
export function useUploader(options: UploaderOptions, unmount: UnmountChoice): Uploader {
  const [uploader, setUploader] = useState(() => createUploader(options));
  const ending = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ended = useRef<Uploader>(undefined);
  const stay = useRef<() => void>(undefined);
  const latest = useRef({ options, unmount });

  useEffect(() => {
    latest.current = { options, unmount };
    uploader.setOptions(options);
  });

  useEffect(() => {
    clearTimeout(ending.current);
    stay.current?.();
    // A hidden tree that is shown again runs its effects anew, long after the cleanup.
    if (ended.current === uploader) setUploader(createUploader(latest.current.options));
    return () => {
      ending.current = setTimeout(() => {
        stay.current = end(uploader, latest.current.unmount, () => {
          ended.current = uploader;
          uploader.destroy();
        });
      });
    };
  }, [uploader]);

  return uploader;
}

/** @returns what calls it off. */
function end(uploader: Uploader, unmount: UnmountChoice, destroy: () => void): () => void {
  // What waits for a person waits in vain: there is nobody left to press the button.
  const goesOn = () => ['uploading', 'offline'].includes(uploader.getSnapshot().status);
  if (unmount === 'abort' || !goesOn()) {
    destroy();
    return () => undefined;
  }
  const stop = uploader.subscribe(() => {
    if (goesOn()) return;
    stop();
    destroy();
  });
  return stop;
}
