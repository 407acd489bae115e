'use client';
import { type ComponentType, useCallback, useRef, useState } from 'react';
import type { GalleryLightboxProps } from './GalleryLightbox.tsx';

type Lightbox = ComponentType<GalleryLightboxProps>;

/** The lightbox of a gallery. */
export interface GalleryLightboxState {
  /** `null` until it is loaded. */
  Lightbox: Lightbox | null;
  /** The picture on show, or `null` while it is closed. */
  openId: string | null;
  open: (id: string) => void;
  close: () => void;
  /** Loads it beforehand. */
  prepare: () => void;
}

/** The lightbox, which is loaded when it is needed for the first time. */
export function useLightbox(onFailed: () => void): GalleryLightboxState {
  const [Lightbox, setLightbox] = useState<Lightbox | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const loading = useRef<Promise<void>>(undefined);

  const prepare = useCallback(() => {
    loading.current ??= import('./GalleryLightbox.tsx').then(
      ({ GalleryLightbox }) => setLightbox(() => GalleryLightbox),
      (error) => {
        loading.current = undefined;
        throw error;
      },
    );
    return loading.current;
  }, []);
  const open = useCallback(
    (id: string) => {
      setOpenId(id);
      prepare().catch(() => {
        setOpenId(null);
        onFailed();
      });
    },
    [prepare, onFailed],
  );
  const close = useCallback(() => setOpenId(null), []);
  // A failure before it is needed is nobody's business yet.
  const prepareQuietly = useCallback(() => void prepare().catch(() => undefined), [prepare]);
  return { Lightbox, openId, open, close, prepare: prepareQuietly };
}
