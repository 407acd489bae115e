'use client';
import { useEffect, useRef, useState } from 'react';
import { spreadWait } from './spreading.ts';

/** What has come of showing something. */
export interface PictureLoading {
  phase: 'loading' | 'waiting' | 'shown' | 'broken';
  /** From 1. */
  attempt: number;
  /** What was loaded, once it is `shown`. */
  loaded: LoadedPicture | null;
}

/** The file that the browser chose, and its size in pixels. */
export interface LoadedPicture {
  /** Absolute. */
  url: string;
  width: number;
  height: number;
}

interface LoadingOptions {
  /** What is to be shown. Another subject begins anew. */
  subject: string;
  /** When the picture was stored, as an ISO 8601 date. */
  uploaded: string;
  /** Called before a first failure counts. `true`: something else is going to be tried. */
  onFirstFailure?: (() => boolean) | undefined;
}

/** Follows a picture. */
export interface PictureLoadingHandle {
  loading: PictureLoading;
  onLoad: (loaded: LoadedPicture) => void;
  onError: () => void;
  /** Tries again, also where waiting was no longer thought to help. */
  retry: () => void;
}

const START: PictureLoading = { phase: 'loading', attempt: 1, loaded: null };

/** Follows the loading of a picture, with waits and new tries while it may still be spreading. */
export function usePictureLoading(options: LoadingOptions): PictureLoadingHandle {
  const { subject, uploaded, onFirstFailure } = options;
  const [known, setKnown] = useState<{ subject: string; loading: PictureLoading }>();
  const loading = known?.subject === subject ? known.loading : START;
  const latest = useRef(subject);
  useEffect(() => {
    latest.current = subject;
  }, [subject]);
  // A picture that comes late says nothing about the one that is shown by now.
  const set = (next: Partial<PictureLoading>) => {
    if (latest.current === subject) setKnown({ subject, loading: { ...loading, ...next } });
  };

  const { phase, attempt } = loading;
  useEffect(() => {
    if (phase !== 'waiting') return;
    const wait = spreadWait(attempt, Date.now() - Date.parse(uploaded)) ?? 0;
    const next: PictureLoading = { phase: 'loading', attempt: attempt + 1, loaded: null };
    const timer = setTimeout(() => setKnown({ subject, loading: next }), wait);
    return () => clearTimeout(timer);
  }, [phase, attempt, uploaded, subject]);

  return {
    loading,
    onLoad: (loaded: LoadedPicture) => set({ phase: 'shown', loaded }),
    onError() {
      if (phase !== 'loading') return;
      if (attempt === 1 && onFirstFailure?.()) return set({ attempt: 2 });
      const wait = spreadWait(attempt, Date.now() - Date.parse(uploaded));
      set({ phase: wait === null ? 'broken' : 'waiting' });
    },
    retry: () => set({ phase: 'loading', attempt: attempt + 1 }),
  };
}

/**
 * The file that an element shows, and its real size. With `srcset`, `naturalWidth` is a length in CSS
 * pixels instead, so that another element without one is asked: the browser has the file already.
 */
export async function measurePicture(element: HTMLImageElement): Promise<LoadedPicture> {
  const url = element.currentSrc || element.src;
  const { naturalWidth: width, naturalHeight: height } = element;
  if (!element.srcset) return { url, width, height };
  const probe = new Image();
  probe.src = url;
  try {
    await probe.decode();
    return { url, width: probe.naturalWidth, height: probe.naturalHeight };
  } catch {
    return { url, width, height };
  }
}
