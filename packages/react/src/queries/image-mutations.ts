'use client';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { isUploadError } from '@tintype/core';
import type { Image } from '@tintype/core/images';
import { type CachedPlaces, recacheImage, uncacheImage } from './image-cache.ts';
import type { ImageQueryOptions } from './image-queries.ts';
import { type ImageUpdate, type UpdateRollback, useImageUpdate } from './image-update.ts';
import { DELETE_KEY, fetchAgain, type Interruption, stopFetching } from './pending-mutations.ts';
import { useNearestQueryClient } from './query-client.ts';
import { DEFAULT_ENDPOINT, type RelayAccess, requestRelay } from './relay-request.ts';

// Nothing that is loaded on demand imports this module; see `use-image-drop.ts`.

/** What a failed deletion puts back. */
export interface DeleteRollback extends Interruption {
  places: CachedPlaces;
}

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
  const { endpoint = DEFAULT_ENDPOINT } = options;
  const client = useNearestQueryClient();
  return useMutation<void, Error, string, DeleteRollback>(
    {
      mutationKey: DELETE_KEY,
      meta: { endpoint },
      mutationFn: (id) => deleteImage(options, id),
      onMutate: async (id) => {
        const interrupted = await stopFetching(client, endpoint);
        return { places: uncacheImage(client, endpoint, id), interrupted };
      },
      onSuccess: (_, id) => {
        // A list that was fetched meanwhile has it still.
        uncacheImage(client, endpoint, id);
      },
      onError: (_, __, rollback) => {
        if (rollback) recacheImage(client, endpoint, rollback.places);
      },
      onSettled: (_, __, ___, rollback) => {
        if (rollback) fetchAgain(client, endpoint, rollback);
      },
    },
    client,
  );
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

async function deleteImage(access: RelayAccess, id: string): Promise<void> {
  try {
    const init = { method: 'DELETE', keepalive: true };
    await requestRelay(access, { ...init, path: [id] }, anything);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return isUploadError(error) && error.code === 'image-not-found';
}

// The service answers with an empty object; the documentation also allows a text.
function anything(result: unknown): unknown {
  return result ?? {};
}
