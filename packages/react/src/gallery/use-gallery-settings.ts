'use client';
import type { Image } from '@tintype/core';
import { useMemo, useState } from 'react';
import { type GalleryLabels, pictureWallLabels } from '../anatomy/gallery-labels.ts';
import type { GallerySettings } from './gallery-context.ts';
import { lightboxModule } from './gallery-modules.ts';
import type { GalleryHandlers, GalleryLook } from './gallery-parts.ts';
import { DEFAULT_SIZES } from './source-set.ts';
import { createURLSigner, type URLSigner } from './url-signer.ts';
import type { GalleryControl } from './use-gallery-state.ts';
import { useLatest } from './use-latest.ts';
import type { GalleryViewProps } from './VariantGallery.tsx';
import { readVariantSizes } from './variant-sizes.ts';

// The same objects each time, so that memo rows stay as they are.
const NOTHING = {};

/** The words of a gallery, as far as a page needs them at once. */
export function useGalleryLabels(words: Partial<GalleryLabels> | undefined): GalleryLook['labels'] {
  return useMemo(() => ({ ...pictureWallLabels, ...words }), [words]);
}

/** What a gallery tells its parts. */
export function useGallerySettings(
  props: GalleryViewProps,
  labels: GalleryLook['labels'],
  control: GalleryControl,
): GallerySettings {
  const { components = NOTHING, render = NOTHING, classNames = NOTHING } = props;
  const { sizes = DEFAULT_SIZES, defaultVariant, variantSizes } = props;
  const handlers = useHandlers(props, control);
  const signer = useSigner(props);
  const [choices] = useState(() => new Map<string, string | null>());
  // Mostly written in place, and then another object each time.
  const told = JSON.stringify(variantSizes ?? {});
  const known = useMemo(() => readVariantSizes(JSON.parse(told)), [told]);
  return useMemo(
    () => ({
      ...{ labels, classNames, components, render, sizes, defaultVariant, signer, choices },
      ...{ handlers, variantSizes: known },
    }),
    [
      labels,
      classNames,
      components,
      render,
      sizes,
      defaultVariant,
      signer,
      choices,
      handlers,
      known,
    ],
  );
}

function useHandlers(
  { lightbox = true, onDelete, onSelectionChange, selectable: offered }: GalleryViewProps,
  control: GalleryControl,
): GalleryHandlers {
  // A new function of the app each time is still the same offer.
  const deletable = onDelete !== undefined;
  const selectable = offered ?? (deletable || onSelectionChange !== undefined);
  return useMemo(
    () => ({
      view: lightbox ? control.view : null,
      prepareView: lightboxModule.preload,
      delete: deletable ? control.delete : null,
      select: selectable ? control.select : null,
      announce: control.announce,
    }),
    [lightbox, deletable, selectable, control],
  );
}

function useSigner({ signUrl }: GalleryViewProps): URLSigner | null {
  const latest = useLatest(signUrl);
  const signs = signUrl !== undefined;
  return useMemo(() => {
    const sign = async (image: Image, variant: string) => {
      if (!latest.current) throw new Error('Tintype: signUrl was taken away.');
      return latest.current(image, variant);
    };
    return signs ? createURLSigner(sign) : null;
  }, [signs, latest]);
}
