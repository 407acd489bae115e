'use client';
import type { ReactElement } from 'react';
import { LatePart } from '../anatomy/LatePart.tsx';
import { classes } from '../anatomy/slots.ts';
import { useGallery } from './gallery-context.ts';
import type { PicturePartProps, ToolbarPartProps } from './gallery-parts.ts';
import { actionsPart, toolbarPart } from './works.ts';

/** {@link GalleryActions}, and its place until it is there. Renders a `<div>`. */
export function LateActions(props: PicturePartProps): ReactElement {
  const { classNames } = useGallery();
  const place = <div className={classes('tt-actions', classNames.actions)} />;
  return <LatePart part={actionsPart} props={props} fallback={place} />;
}

/** {@link GalleryToolbar}, and its place until it is there. Renders a `<div>`. */
export function LateToolbar(props: ToolbarPartProps): ReactElement {
  const { classNames } = useGallery();
  const place = <div className={classes('tt-toolbar', classNames.toolbar)} />;
  return <LatePart part={toolbarPart} props={props} fallback={place} />;
}
