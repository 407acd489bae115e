'use client';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { isUploadError } from '@tintype/core/errors';
import { type CachedPlaces, recacheImage, uncacheImage } from './cached-places.ts';
import type { ImageQueryOptions } from './image-queries.ts';
import { DELETE_KEY, fetchAgain, type Interruption, stopFetching } from './pending-mutations.ts';
import { useNearestQueryClient } from './query-client.ts';
import { DEFAULT_ENDPOINT, type RelayAccess, requestRelay } from './relay-request.ts';

/** What a failed deletion puts back. */
export interface DeleteRollback extends Interruption {
  places: CachedPlaces;
}

/** `useDeleteImage`, for parts that are loaded on demand. */
export function useImageDeletion(
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
