import type { Image, Variant } from '@tintype/core';
import type { GalleryLabels, PictureWallLabels } from '../anatomy/gallery-labels.ts';
import type { PartComponents, PartRender } from '../anatomy/parts.tsx';
import type { ClassNames, GallerySlot } from '../anatomy/slots.ts';
import type { PictureFacts } from './picture-facts.ts';

/** How far a picture is: `waiting` stands between two tries, `signing` waits for a signed URL. */
export type PictureState = 'signing' | 'loading' | 'waiting' | 'shown' | 'broken';

/** What is really on the screen. */
export interface ShownVariant {
  /** Name of the variant. */
  variant: string;
  /** Pixels of the file, not of the screen. */
  width: number;
  height: number;
  /** Bytes that came over the network, or `null` where the browser does not tell. */
  bytes: number | null;
}

/** One picture of a gallery, with all that its parts need. */
export interface GalleryPicture {
  image: Image;
  /** The file's name, or the label for those without one. */
  name: string;
  /** `meta.alt`, or else the name. */
  alt: string;
  facts: PictureFacts;
  /** Every variant that can be shown, smallest first. */
  variants: readonly Variant[];
  /** Whether the browser may choose a variant by itself. */
  offersAuto: boolean;
  /** The variant that a person or the app chose; `null` leaves it to the browser. */
  choice: string | null;
  choose(variant: string | null): void;
  /** The variant that stands for the picture: the chosen one, or the default. */
  variant: Variant | undefined;
  /** Where that variant is, to copy or to open; `null` while it is being signed, or where there is none. */
  url: string | null;
  /** What an `<img>` is to load. Stays as it is once it is shown, also when a signed URL is renewed. */
  src: string | null;
  srcSet: string | undefined;
  sizes: string | undefined;
  state: PictureState;
  shown: ShownVariant | null;
  /** Changes with each try, to make a new element for it. */
  source: string;
  onLoad(element: HTMLImageElement): void;
  onError(): void;
  /** Tries a broken picture again. */
  retry(): void;
  /** Opens the picture large, or `null` where that is not offered. */
  view: (() => void) | null;
  /** Deletes the picture, with the time to undo, or `null` where that is not offered. */
  delete: (() => void) | null;
}

/** What the parts that show one picture are given. */
export interface PicturePartProps {
  picture: GalleryPicture;
}

/** What the tool bar is given. */
export interface ToolbarPartProps {
  count: number;
  selected: number;
  onSelectAll: () => void;
  onClear: () => void;
  onDelete: (() => void) | undefined;
}

/** What the bar that offers to undo is given. */
export interface UndoPartProps {
  /** How many pictures can be brought back. At least one. */
  count: number;
  onUndo: () => void;
}

/** What the button for more is given. */
export interface LoadMorePartProps {
  loading: boolean;
  onLoadMore: () => void;
}

/** The parts of a gallery, and what each is given. */
export interface GalleryPartProps {
  /** Everything inside the list item of one picture. */
  Image: PicturePartProps;
  Frame: PicturePartProps;
  Caption: PicturePartProps;
  Variants: PicturePartProps;
  Actions: PicturePartProps;
  Details: PicturePartProps;
  Toolbar: ToolbarPartProps;
  Undo: UndoPartProps;
  LoadMore: LoadMorePartProps;
  Empty: object;
  Loading: object;
}

/** The name of a part that can be replaced. */
export type GalleryPart = keyof GalleryPartProps;

/** A component for each part. */
export type GalleryComponents = PartComponents<GalleryPartProps>;

/** Functions that wrap parts or leave them out. */
export type GalleryRender = PartRender<GalleryPartProps>;

/** What can be done with pictures, for every part of a gallery. */
export interface GalleryHandlers {
  /** Opens the lightbox, or `null` where there is none. */
  view: ((id: string) => void) | null;
  /** Loads the lightbox, for a person is about to need it. */
  prepareView: () => void;
  /** Deletes, where that is offered. */
  delete: ((image: Image) => void) | null;
  /** Selects, where that is offered; a range up to this picture with `range`. */
  select: ((id: string, range: boolean) => void) | null;
  /** Says something to assistive technology. */
  announce: (message: string) => void;
}

/** Words and class names, for every part of a gallery. */
export interface GalleryLook {
  /** All of them by `allLabels`. */
  labels: PictureWallLabels & Partial<GalleryLabels>;
  classNames: ClassNames<GallerySlot>;
}
