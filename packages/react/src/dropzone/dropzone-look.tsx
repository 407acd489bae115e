'use client';
import {
  type ComponentType,
  createContext,
  type Provider,
  type ReactNode,
  useContext,
} from 'react';
import type { AreaLabels, DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { type PartComponents, type PartRender, renderPart } from '../anatomy/parts.tsx';
import type { ClassNames, DropzoneSlot } from '../anatomy/slots.ts';
import type { DropzoneAreaProps } from './DropzoneArea.tsx';
import type { DropzoneItemProps } from './DropzoneItem.tsx';
import type { DropzoneItemActionsProps } from './DropzoneItemActions.tsx';
import type { DropzoneItemErrorProps } from './DropzoneItemError.tsx';
import type { DropzoneItemProgressProps } from './DropzoneItemProgress.tsx';
import type { DropzoneItemStatusProps } from './DropzoneItemStatus.tsx';
import type { DropzoneListProps } from './DropzoneList.tsx';
import type { DropzoneSummaryProps } from './DropzoneSummary.tsx';
import type { DropzoneThumbnailProps } from './DropzoneThumbnail.tsx';
import type { DropzoneWarningProps } from './DropzoneWarning.tsx';
import type { LiveRegion } from './use-live-region.ts';

/** What each part of `<ImageDropzone>` takes. */
export interface DropzonePartProps {
  /** The invitation to drop, with the buttons to choose pictures. */
  Area: DropzoneAreaProps;
  /** Why pictures would not survive the page. */
  Warning: DropzoneWarningProps;
  /** How far all pictures are together. */
  Summary: DropzoneSummaryProps;
  /** The pictures. */
  List: DropzoneListProps;
  /** One picture. Needs an `<li>` with `data-tt="item"` and `data-id`. */
  Item: DropzoneItemProps;
  Thumbnail: DropzoneThumbnailProps;
  /** Where the picture stands, in words. */
  Status: DropzoneItemStatusProps;
  /** Why it did not get through. */
  Error: DropzoneItemErrorProps;
  Progress: DropzoneItemProgressProps;
  /** The buttons of one picture. */
  Actions: DropzoneItemActionsProps;
}

/** The name of a part that can be replaced. */
export type DropzonePart = keyof DropzonePartProps;

/** A component for each part. */
export type DropzoneComponents = PartComponents<DropzonePartProps>;

/** Functions that wrap parts or leave them out. */
export type DropzoneRender = PartRender<DropzonePartProps>;

/** What all parts share, and what does not change while pictures move. */
export interface DropzoneLook {
  labels: DropzoneLabels;
  classNames: ClassNames<DropzoneSlot>;
  components: DropzoneComponents;
  render: DropzoneRender;
  /** Lets a screen reader say something, after what it is saying already. */
  say: LiveRegion['say'];
  /** Takes back what was said and is no longer true. */
  retract: LiveRegion['retract'];
  /** Moves the focus to the button that chooses images. */
  focusChooser: () => void;
}

/** The same where there are no pictures yet: without what comes with the first of them. */
export interface AreaLook extends Omit<DropzoneLook, 'labels' | 'components'> {
  labels: AreaLabels & Partial<DropzoneLabels>;
  components: Pick<DropzoneComponents, 'Area'> & Partial<DropzoneComponents>;
}

const Look = createContext<AreaLook | null>(null);

/** Gives all parts inside what they share. */
export const DropzoneLookProvider: Provider<AreaLook | null> = Look.Provider;

/**
 * What all parts share, with or without pictures.
 *
 * @throws Error outside of `<ImageDropzone>`.
 */
export function useAreaLook(): AreaLook {
  const look = useContext(Look);
  if (!look) throw new Error('Tintype: parts of the dropzone stand inside <ImageDropzone> only.');
  return look;
}

/** What all parts of pictures share. They stand inside `DropzoneRows`, which completes it. */
export function useLook(): DropzoneLook {
  return useAreaLook() as DropzoneLook;
}

/** A part as the app wants it. */
export function DropzonePart<Part extends DropzonePart>({
  part,
  props,
}: {
  part: Part;
  props: DropzonePartProps[Part];
}): ReactNode {
  const { components, render } = useAreaLook();
  const Component = components[part] as ComponentType<DropzonePartProps[Part]>;
  return renderPart(part, Component, props, render);
}
