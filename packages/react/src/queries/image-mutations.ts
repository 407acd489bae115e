'use client';
import type { UseMutationResult } from '@tanstack/react-query';
import type { Image } from '@tintype/core/images';
import { type DeleteRollback, useImageDeletion } from './image-deletion.ts';
import type { ImageQueryOptions } from './image-queries.ts';
import { type ImageUpdate, type UpdateRollback, useImageUpdate } from './image-update.ts';

// Nothing that is loaded on demand imports this module; see `use-image-drop.ts`.

/**
 * A mutation that deletes a picture by its id. The caches are without it at once; when the deletion
 * fails, it is back where it was. A picture that no longer exists counts as deleted. The request
 * outlives the page: a deletion that began is carried out.
 *
 * @example
 * ```tsx
 * const deleteImage = useDeleteImage();
 * <VariantGallery images={images} onDelete={(image) => deleteImage.mutateAsync(image.id)} />
 * ```
 */
export function useDeleteImage(
  options: ImageQueryOptions = {},
): UseMutationResult<void, Error, string, DeleteRollback> {
  return useImageDeletion(options);
}

/**
 * A mutation that changes a picture. The caches show the change at once; when it fails, they show the
 * picture as it was, and when it is done, as the service says it is.
 *
 * @example
 * ```tsx
 * const updateImage = useUpdateImage();
 * updateImage.mutate({ id: image.id, metadata: { ...image.meta, alt: 'A lighthouse' } });
 * ```
 */
export function useUpdateImage(
  options: ImageQueryOptions = {},
): UseMutationResult<Image, Error, ImageUpdate, UpdateRollback> {
  return useImageUpdate(options);
}
