import type { Image } from '@tintype/core';
import type { KeyboardEvent } from 'react';
import type { FocusWish } from './GalleryGrid.tsx';

/** What people can do in a gallery. The same functions as long as it lives. */
export interface GalleryControl {
  /** Opens the lightbox. */
  view: (id: string) => void;
  /** Loads the lightbox, for a person is about to need it. */
  prepareView: () => void;
  delete: (image: Image) => void;
  deleteSelected: () => void;
  /** Everything since the last one with `range`. */
  select: (id: string, range: boolean) => void;
  selectAll: () => void;
  clearSelection: () => void;
  loadMore: () => void;
  announce: (message: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** What a gallery's controller tells it. */
export interface GalleryReport {
  /** `null` until the controller is loaded. */
  control: GalleryControl | null;
  /** Ids of pictures that are deleted, or are about to be. */
  hidden: ReadonlySet<string>;
  /** Whether some of those can be brought back. */
  isPending: boolean;
  /** Ids of those that are selected. */
  selected: ReadonlySet<string>;
  focusWish: FocusWish | null;
  /** What is said to assistive technology. */
  message: string;
}
