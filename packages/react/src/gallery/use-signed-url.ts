'use client';
import type { Image } from '@tintype/core';
import { useCallback, useSyncExternalStore } from 'react';
import type { Signing, URLSigner } from './url-signer.ts';

const WAITING: Signing = { status: 'signing', url: null };

interface SigningGallery {
  /** `null` where the app signs nothing. */
  signer: URLSigner | null;
}

/**
 * A signed URL of one variant, kept fresh as long as the component is there; `null` where none is
 * needed.
 */
export function useSignedURL(
  { signer: own }: SigningGallery,
  image: Image,
  variant: string | undefined,
): Signing | null {
  const needed = own !== null && image.requireSignedURLs && variant !== undefined;
  const signer = needed ? own : null;
  const watch = useCallback(
    (listener: () => void) =>
      signer && variant ? signer.watch(image, variant, listener) : () => undefined,
    [signer, image, variant],
  );
  const waiting = needed ? WAITING : null;
  const read = () => (signer && variant ? signer.get(image, variant) : waiting);
  return useSyncExternalStore(watch, read, () => waiting);
}
