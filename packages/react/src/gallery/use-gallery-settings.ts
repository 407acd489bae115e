'use client';
import type { Image } from '@tintype/core';
import { useMemo, useState } from 'react';
import { pictureWallLabels } from '../anatomy/gallery-labels.ts';
import type { GallerySettings } from './gallery-context.ts';
import type { GalleryControl } from './gallery-control.ts';
import type { GalleryHandlers } from './gallery-parts.ts';
import { DEFAULT_SIZES } from './source-set.ts';
import { useLatest } from './use-latest.ts';
import type { GallerySigner } from './use-signed-url.ts';
import type { VariantGalleryProps } from './VariantGallery.tsx';
import { readVariantSizes } from './variant-sizes.ts';
import { works } from './works.ts';

// The same objects each time, so that memo rows stay as they are.
const NOTHING = {};

/**
 * What a gallery tells its parts.
 *
 * @param act - Does something, now or later. The same function each time.
 */
export function useGallerySettings(
  props: VariantGalleryProps,
  act: (action: (control: GalleryControl) => void) => void,
): GallerySettings {
  const { components = NOTHING, render = NOTHING, classNames = NOTHING, labels: words } = props;
  const { sizes = DEFAULT_SIZES, defaultVariant, variantSizes } = props;
  const labels = useMemo(() => ({ ...pictureWallLabels, ...words }), [words]);
  const handlers = useHandlers(props, act);
  const signer = useSigner(props);
  const [choices] = useState(() => new Map<string, string | null>());
  // Mostly written in place, and then another object each time.
  const told = JSON.stringify(variantSizes ?? {});
  const known = useMemo(() => readVariantSizes(JSON.parse(told)), [told]);
  return useMemo(
    () => ({
      ...{ labels, classNames, components, render, sizes, defaultVariant, signer, choices },
      ...{ handlers, works, variantSizes: known },
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
  { lightbox = true, onDelete, onSelectionChange, selectable: offered }: VariantGalleryProps,
  act: (action: (control: GalleryControl) => void) => void,
): GalleryHandlers {
  // A new function of the app each time is still the same offer.
  const deletable = onDelete !== undefined;
  const selectable = offered ?? (deletable || onSelectionChange !== undefined);
  return useMemo(
    () => ({
      view: lightbox ? (id) => act((control) => control.view(id)) : null,
      prepareView: () => act((control) => control.prepareView()),
      delete: deletable ? (image) => act((control) => control.delete(image)) : null,
      select: selectable ? (id, range) => act((control) => control.select(id, range)) : null,
      announce: (message) => act((control) => control.announce(message)),
    }),
    [lightbox, deletable, selectable, act],
  );
}

function useSigner({ signUrl }: VariantGalleryProps): GallerySigner | null {
  const latest = useLatest(signUrl);
  const signs = signUrl !== undefined;
  return useMemo(() => {
    const sign = async (image: Image, variant: string) => {
      if (!latest.current) throw new Error('Tintype: signUrl was taken away.');
      return latest.current(image, variant);
    };
    return signs ? { sign } : null;
  }, [signs, latest]);
}
