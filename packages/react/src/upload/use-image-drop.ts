'use client';
import type { ImageDrop, ImageDropOptions } from './image-drop.ts';
import { useFileDrop } from './use-file-drop.ts';
import type { ImageUpload } from './use-image-upload.ts';

// Nothing that is loaded on demand imports this module: esbuild puts what an entry exports and what is
// loaded on demand into the entry, used or not.

/**
 * Lets files and folders be dropped, or pasted, onto an element. What may come in is decided by the
 * engine alone, so that a file that is refused appears with its reason instead of vanishing.
 *
 * @example
 * ```tsx
 * const drop = useImageDrop(upload);
 * return <div {...drop.getRootProps()}>{drop.isDragActive ? 'Let go' : 'Drop pictures here'}</div>;
 * ```
 */
export function useImageDrop(
  upload: Pick<ImageUpload, 'add'>,
  options: ImageDropOptions = {},
): ImageDrop {
  return useFileDrop(upload, options);
}
