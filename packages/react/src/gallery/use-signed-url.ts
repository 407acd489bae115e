'use client';
import type { Image } from '@tintype/core';
import { useCallback, useSyncExternalStore } from 'react';
import type { Signing, URLSigner } from './url-signer.ts';

const WAITING: Signing = { status: 'signing', url: null };

/**
 * A signed URL of one variant, kept fresh as long as the component is there; `null` where none is
 * needed.
 */
export function useSignedURL(
  signer: URLSigner | null,
  image: Image,
  variant: string | undefined,
): Signing | null {
  const needed = signer !== null && image.requireSignedURLs && variant !== undefined;
  const watch = useCallback(
    (listener: () => void) => (needed ? signer.watch(image, variant, listener) : () => undefined),
    [needed, signer, image, variant],
  );
  const read = () => (needed ? signer.get(image, variant) : null);
  return useSyncExternalStore(watch, read, () => (needed ? WAITING : null));
}
