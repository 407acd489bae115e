'use client';
import type { Image } from '@tintype/core';
import { useCallback, useSyncExternalStore } from 'react';
import { useLateModule } from '../anatomy/use-late-module.ts';
import type { Signing, SignURL, URLSigner } from './url-signer.ts';
import type { Works } from './works.ts';

const WAITING: Signing = { status: 'signing', url: null };

/** A gallery's signer. The same object as long as the gallery has one. */
export interface GallerySigner {
  sign: SignURL;
  /** `undefined` until the first private picture needs it. */
  signer?: URLSigner;
}

interface SigningGallery {
  /** `null` where the app signs nothing. */
  signer: GallerySigner | null;
  works: Works;
}

/**
 * A signed URL of one variant, kept fresh as long as the component is there; `null` where none is
 * needed.
 */
export function useSignedURL(
  gallery: SigningGallery,
  image: Image,
  variant: string | undefined,
): Signing | null {
  const needed = gallery.signer !== null && image.requireSignedURLs && variant !== undefined;
  const signer = useSigner(gallery, needed);
  const watch = useCallback(
    (listener: () => void) =>
      signer && variant ? signer.watch(image, variant, listener) : () => undefined,
    [signer, image, variant],
  );
  const waiting = needed ? WAITING : null;
  const read = () => (signer && variant ? signer.get(image, variant) : waiting);
  return useSyncExternalStore(watch, read, () => waiting);
}

function useSigner({ works, signer }: SigningGallery, needed: boolean): URLSigner | undefined {
  const loaded = useLateModule(works, needed);
  if (!needed || !signer) return undefined;
  if (loaded) signer.signer ??= loaded.createURLSigner(signer.sign);
  return signer.signer;
}
