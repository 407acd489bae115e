'use client';
import type { ComponentType, ReactElement, ReactNode } from 'react';
import { useGallery } from './gallery-context.ts';
import type { GalleryPartProps, GalleryRender, GalleryPart as Part } from './gallery-parts.ts';

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
  const Component = (components[part] ?? standard) as typeof standard;
  const original: ReactElement = <Component {...props} />;
  const wrap = render[nameOf(part)] as
    | ((props: GalleryPartProps[Name], original: ReactElement) => ReactNode)
    | undefined;
  return wrap ? wrap(props, original) : original;
}

function nameOf(part: Part): keyof GalleryRender {
  return (part.charAt(0).toLowerCase() + part.slice(1)) as keyof GalleryRender;
}
