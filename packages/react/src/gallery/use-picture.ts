'use client';
import type { Image, Variant } from '@tintype/core';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { type GallerySettings, useGallery } from './gallery-context.ts';
import type { GalleryPicture, PictureState, ShownVariant } from './gallery-parts.ts';
import { readPictureFacts } from './picture-facts.ts';
import { absoluteURL } from './safe-url.ts';
import { sizedVariants, sourceSet } from './source-set.ts';
import { transferredSize, watchTransfers } from './transferred-size.ts';
import type { Signing } from './url-signer.ts';
import { type LoadedPicture, measurePicture, usePictureLoading } from './use-picture-loading.ts';
import { useSignedURL } from './use-signed-url.ts';
import { orderedVariants, pickVariant } from './variant-order.ts';

const DEFAULT_VARIANT = 'public';

/**
 * Everything about one picture of the gallery around: its variants, the one on show, how far it is.
 *
 * @param sizes - What the browser is told of the place, as an `<img>`'s `sizes`.
 */
export function usePicture(image: Image, sizes: string): GalleryPicture {
  const settings = useGallery();
  const { labels, signer, handlers } = settings;
  const facts = useMemo(() => readPictureFacts(image), [image]);
  const choosing = useVariantChoice(image, settings);
  const { variants, choice, variant, offersAuto } = choosing;
  const signing = useSignedURL(settings, image, variant?.name);
  const srcSet = useMemo(
    () =>
      choice === null && offersAuto
        ? sourceSet(sizedVariants(variants, settings.variantSizes, facts))
        : undefined,
    [choice, offersAuto, variants, settings.variantSizes, facts],
  );

  // Left to the browser, it is another file, also where it has the same name.
  const subject = `${image.id} ${variant?.name} ${srcSet ? 'auto' : 'exact'}`;
  const { loading, onLoad, onError, retry } = usePictureLoading({
    subject,
    uploaded: image.uploaded,
    onFirstFailure: () => {
      // The URL may have expired on the way.
      if (signing?.status !== 'signed' || !signer || !variant) return false;
      signer.renew(image, variant.name);
      return true;
    },
  });
  const url = signing ? signing.url : (variant?.url ?? null);
  const bytes = useTransferredSize(loading.loaded?.url ?? null);
  const name = image.filename || labels.unnamed;
  const { view, delete: deleteImage } = handlers;
  return {
    ...{ image, name, alt: facts.alt ?? name, facts, srcSet },
    ...choosing,
    url,
    // Renewed URLs are for what is still to come: what is on the screen would only be loaded again.
    src: (signing && loading.loaded?.url) || url,
    sizes: srcSet && sizes,
    state: stateOf(variant, signing, loading.phase),
    shown: loading.loaded && shownVariant(loading.loaded, variants, variant, bytes),
    source: `${subject} ${loading.attempt}`,
    onLoad: (element) => void measurePicture(element).then(onLoad),
    onError,
    retry: () => {
      if (signing?.status === 'failed' && variant) signer?.renew(image, variant.name);
      retry();
    },
    view: view && (() => view(image.id)),
    delete: deleteImage && (() => deleteImage(image)),
  };
}

function useVariantChoice(image: Image, settings: GallerySettings) {
  const { variantSizes, defaultVariant, choices, signer } = settings;
  const variants = useMemo(() => orderedVariants(image, variantSizes), [image, variantSizes]);
  const isPrivate = image.requireSignedURLs && signer !== null;
  // Each candidate of a private picture would have to be signed, to load one of them.
  const offersAuto = useMemo(
    () =>
      !isPrivate &&
      sourceSet(sizedVariants(variants, variantSizes, readPictureFacts(image))) !== undefined,
    [image, variants, variantSizes, isPrivate],
  );
  const [chosen, setChosen] = useState(() => choices.get(image.id));
  const choice = chosen === undefined ? (defaultVariant ?? null) : chosen;
  const variant = pickVariant(variants, choice ?? defaultVariant ?? DEFAULT_VARIANT);
  return {
    ...{ variants, offersAuto, variant },
    choice: offersAuto ? choice : (variant?.name ?? null),
    choose(name: string | null) {
      choices.set(image.id, name);
      setChosen(name);
    },
  };
}

function useTransferredSize(url: string | null): number | null {
  return useSyncExternalStore(
    watchTransfers,
    () => transferredSize(url),
    () => null,
  );
}

function stateOf(
  variant: Variant | undefined,
  signing: Signing | null,
  phase: PictureState,
): PictureState {
  if (!variant || signing?.status === 'failed') return 'broken';
  return signing && signing.url === null && phase === 'loading' ? 'signing' : phase;
}

function shownVariant(
  { url, width, height }: LoadedPicture,
  variants: readonly Variant[],
  variant: Variant | undefined,
  bytes: number | null,
): ShownVariant | null {
  const found = variants.find((one) => absoluteURL(one.url) === url) ?? variant;
  return found ? { variant: found.name, width, height, bytes } : null;
}
