'use client';
import type { ComponentType, ReactElement, ReactNode } from 'react';
import { useGallery } from './gallery-context.ts';
import type { GalleryComponents, GalleryPartName, GalleryPartProps } from './gallery-parts.ts';

interface GalleryPartOptions<Name extends GalleryPartName> {
  part: Name;
  /** Ours. */
  standard: ComponentType<GalleryPartProps[Name]>;
  props: GalleryPartProps[Name];
}

/** A part of a gallery: the app's own, where it has one, or else ours. Renders no element itself. */
export function GalleryPart<Name extends GalleryPartName>(
  options: GalleryPartOptions<Name>,
): ReactNode {
  const { part, props, standard } = options;
  const { components, render } = useGallery();
  const Component = (components[capitalise(part)] ?? standard) as typeof standard;
  const original: ReactElement = <Component {...props} />;
  return render[part] ? render[part](props, original) : original;
}

function capitalise(part: GalleryPartName): keyof GalleryComponents {
  return `${part.charAt(0).toUpperCase()}${part.slice(1)}` as keyof GalleryComponents;
}
