'use client';
import { type Context, createContext, useContext } from 'react';
import type {
  GalleryComponents,
  GalleryHandlers,
  GalleryLook,
  GalleryRender,
} from './gallery-parts.ts';
import type { URLSigner } from './url-signer.ts';
import type { KnownSizes } from './variant-sizes.ts';

/** What a gallery tells its parts. The same object as long as nothing changes. */
export interface GallerySettings extends GalleryLook {
  components: Partial<GalleryComponents>;
  render: GalleryRender;
  variantSizes: KnownSizes;
  sizes: string;
  defaultVariant: string | undefined;
  /** `null` where the app signs nothing. */
  signer: URLSigner | null;
  /** Variants that people chose, by the ids of pictures: rows that leave the page forget their state. */
  choices: Map<string, string | null>;
  handlers: GalleryHandlers;
}

/** Carries the settings to the parts. */
export const GalleryContext: Context<GallerySettings | null> =
  createContext<GallerySettings | null>(null);

/**
 * The settings of the gallery around.
 *
 * @throws Error outside of a gallery.
 */
export function useGallery(): GallerySettings {
  const settings = useContext(GalleryContext);
  if (settings) return settings;
  throw new Error('Tintype: parts of <VariantGallery> can only be used inside of it.');
}
