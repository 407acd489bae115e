'use client';
import { createUploader, type Uploader, type UploaderOptions } from '@tintype/core';
import { useEffect, useRef, useState } from 'react';

/**
 * One engine for the life of a component, always with the latest options.
 *
 * The engine is not torn down in the effect's cleanup itself: StrictMode and Fast Refresh run it
 * while the component lives on, and its files would be lost.
 */
export function useUploader(options: UploaderOptions): Uploader {
  const [uploader, setUploader] = useState(() => createUploader(options));
  const ending = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ended = useRef<Uploader>(undefined);
  const latest = useRef(options);

  useEffect(() => {
    latest.current = options;
    uploader.setOptions(options);
  });

  useEffect(() => {
    clearTimeout(ending.current);
    // A hidden tree that is shown again runs its effects anew, long after the cleanup.
    if (ended.current === uploader) setUploader(createUploader(latest.current));
    return () => {
      ending.current = setTimeout(() => {
        ended.current = uploader;
        uploader.destroy();
      });
    };
  }, [uploader]);

  return uploader;
}
