import type { Metadata } from '@tintype/core';

/** What can be done with one picture, by its id. The same functions as long as the list lives. */
export interface RowActions {
  cancel: (id: string) => void;
  retry: (id: string) => void;
  /** Takes the picture off the list, and moves the focus to the next one. */
  remove: (id: string) => void;
  /** Puts the picture at another place, counted from 0. */
  move: (id: string, place: number) => void;
  /** Says more of the picture. */
  describe: (id: string, metadata: Metadata) => void;
}
