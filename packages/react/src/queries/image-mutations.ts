'use client';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { isUploadError } from '@tintype/core';
import { type Image, isImage } from '@tintype/core/images';
import { type CachedPlaces, recacheImage, replaceImage, uncacheImage } from './image-cache.ts';
import { DEFAULT_ENDPOINT, type ImageQueryOptions, imagesKey, imageURL } from './image-queries.ts';
import { useNearestQueryClient } from './query-client.ts';
import { requestRelay } from './relay-request.ts';

/** What a failed deletion puts back. */
export interface DeleteRollback {
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
      mutationKey: ['tintype', 'delete'],
      mutationFn: (id) => deleteImage(endpoint, id),
      onMutate: async (id) => {
        // An answer that is on its way would show the picture again. This takes microtasks only, so
        // that a deletion still goes out while its page is left.
        await client.cancelQueries({ queryKey: imagesKey(endpoint) });
        return { places: uncacheImage(client, endpoint, id) };
      },
      onError: (_, __, rollback) => {
        if (rollback) recacheImage(client, endpoint, rollback.places);
      },
    },
    client,
  );
}

/** What is to change of a picture. What is not given stays as it is. */
export interface ImageUpdate {
  id: string;
  /** Takes the place of all metadata that the picture had; `null` removes it. 1,024 bytes of JSON at most. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Makes the picture private or public. The service gives it a new id then. */
  requireSignedURLs?: boolean | undefined;
}

/** What a failed update puts back. */
export interface UpdateRollback {
  before: Image | undefined;
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
  const { endpoint = DEFAULT_ENDPOINT } = options;
  const client = useNearestQueryClient();
  return useMutation<Image, Error, ImageUpdate, UpdateRollback>(
    {
      mutationKey: ['tintype', 'update'],
      mutationFn: (update) => updateImage(endpoint, update),
      onMutate: async (update) => {
        // An answer that is on its way would show the picture as it was.
        await client.cancelQueries({ queryKey: imagesKey(endpoint) });
        const before = replaceImage(client, endpoint, update.id, (image) => foresee(image, update));
        return { before };
      },
      onSuccess: (image, { id }) => {
        replaceImage(client, endpoint, id, () => image);
      },
      onError: (_, { id }, rollback) => {
        const before = rollback?.before;
        if (before) replaceImage(client, endpoint, id, () => before);
      },
    },
    client,
  );
}

/** The picture as it is going to be. Its visibility is left, since only the service knows its new id. */
function foresee(image: Image, { metadata }: ImageUpdate): Image {
  if (metadata === undefined) return image;
  const { meta: _, ...rest } = image;
  return metadata === null ? rest : { ...rest, meta: metadata };
}

function updateImage(endpoint: string, { id, ...change }: ImageUpdate): Promise<Image> {
  const init = {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(change),
  };
  return requestRelay(imageURL(endpoint, id), init, isImage);
}

const IMAGE_NOT_FOUND = 5404;

async function deleteImage(endpoint: string, id: string): Promise<void> {
  try {
    await requestRelay(imageURL(endpoint, id), { method: 'DELETE', keepalive: true }, isAnything);
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
