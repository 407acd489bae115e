'use client';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { isUploadError } from '@tintype/core';
import { uncacheImage } from './image-cache.ts';
import { DEFAULT_ENDPOINT, type ImageQueryOptions, imageURL } from './image-queries.ts';
import { useNearestQueryClient } from './query-client.ts';
import { requestRelay } from './relay-request.ts';

/**
 * A mutation that deletes a picture by its id, and takes it out of the caches once it is gone.
 * A picture that no longer exists counts as deleted.
 *
 * @example
 * ```tsx
 * const deleteImage = useDeleteImage();
 * <VariantGallery images={images} onDelete={(image) => deleteImage.mutate(image.id)} />
 * ```
 */
export function useDeleteImage(
  options: ImageQueryOptions = {},
): UseMutationResult<void, Error, string> {
  const { endpoint = DEFAULT_ENDPOINT } = options;
  const client = useNearestQueryClient();
  return useMutation<void, Error, string>(
    {
      mutationKey: ['tintype', 'delete'],
      mutationFn: (id) => deleteImage(endpoint, id),
      onSuccess: (_, id) => uncacheImage(client, endpoint, id),
    },
    client,
  );
}

const IMAGE_NOT_FOUND = 5404;

async function deleteImage(endpoint: string, id: string): Promise<void> {
  try {
    await requestRelay(imageURL(endpoint, id), { method: 'DELETE' }, isAnything);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return isUploadError(error) && error.apiErrors.some(({ code }) => code === IMAGE_NOT_FOUND);
}

// The service answers with an empty object; the documentation also allows a text.
function isAnything(_: unknown): _ is unknown {
  return true;
}
