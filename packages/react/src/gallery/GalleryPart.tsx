'use client';
import type { ComponentType, ReactElement, ReactNode } from 'react';
import { useGallery } from './gallery-context.ts';
import type { GalleryPartName, GalleryPartProps, GalleryParts } from './gallery-parts.ts';

interface GalleryPartOptions<Name extends GalleryPartName> {
  part: Name;
  props: GalleryPartProps[Name];
}

/** A part of a gallery: the app's own, where it has one, or else ours. Renders no element itself. */
export function GalleryPart<Name extends GalleryPartName>(
  options: GalleryPartOptions<Name>,
): ReactNode {
  const { part, props } = options;
  const { parts, render } = useGallery();
  const Component = parts[capitalise(part)] as ComponentType<GalleryPartProps[Name]>;
  const standard: ReactElement = <Component {...props} />;
  return render[part] ? render[part](props, standard) : standard;
}

function capitalise(part: GalleryPartName): keyof GalleryParts {
  return `${part.charAt(0).toUpperCase()}${part.slice(1)}` as keyof GalleryParts;
}
