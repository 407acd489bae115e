'use client';
import type { ComponentType, ReactNode } from 'react';
import { renderPart } from '../anatomy/parts.tsx';
import { useGallery } from './gallery-context.ts';
import type { GalleryPartProps, GalleryPart as Part } from './gallery-parts.ts';

interface GalleryPartOptions<Name extends Part> {
  part: Name;
  /** Ours. */
  standard: ComponentType<GalleryPartProps[Name]>;
  props: GalleryPartProps[Name];
}

/** A part of a gallery: the app's own, where it has one, or else ours. Renders no element itself. */
export function GalleryPart<Name extends Part>(options: GalleryPartOptions<Name>): ReactNode {
  const { part, props, standard } = options;
  const { components, render } = useGallery();
  return renderPart(part, (components[part] ?? standard) as typeof standard, props, render);
}
