// What examples take from the app around them, and leave out.
import type { Image } from '@tintype/core';
import type { ImageUpload } from '@tintype/react';
import type { Relay } from '@tintype/relay';
import type { ReactNode } from 'react';

declare global {
  /** Whose request it is, by the app's session. */
  function userOf(request: Request): Promise<{ id: string } | null>;
  function save(imageId: string): void;
  function render(what: unknown): void;
  function Pictures(): ReactNode;
  const app: { use(path: string, handler: unknown): void };
  const image: Image;
  const images: Image[];
  const input: HTMLInputElement;
  const photo: File;
  const relay: Relay;
  const upload: ImageUpload;
  const zone: HTMLElement;
}
