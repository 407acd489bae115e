'use client';
import { type QueryClient, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { type Image, toImage } from '@tintype/core/images';
import { replaceImage } from './cached-places.ts';
import type { ImageQueryOptions } from './image-queries.ts';
import {
  fetchAgain,
  type Interruption,
  type PendingMutation,
  pendingMutations,
  stopFetching,
  UPDATE_KEY,
} from './pending-mutations.ts';
import { useNearestQueryClient } from './query-client.ts';
import { DEFAULT_ENDPOINT, type RelayAccess, requestRelay } from './relay-request.ts';

/** What is to change of a picture. What is not given stays as it is. */
export interface ImageUpdate {
  id: string;
  /** Takes the place of all metadata that the picture had; `null` removes it. 1,024 bytes of JSON at most. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Makes the picture private or public. The service gives it a new id then. */
  requireSignedURLs?: boolean | undefined;
}

/** What a failed update puts back. */
export interface UpdateRollback extends Interruption {
  /** As the service had it, as far as is known by now. */
  before: Image | undefined;
}

/** `useUpdateImage`, for parts that are loaded on demand. */
export function useImageUpdate(
  options: ImageQueryOptions = {},
): UseMutationResult<Image, Error, ImageUpdate, UpdateRollback> {
  const { endpoint = DEFAULT_ENDPOINT } = options;
  const client = useNearestQueryClient();
  return useMutation<Image, Error, ImageUpdate, UpdateRollback>(
    {
      mutationKey: UPDATE_KEY,
      meta: { endpoint },
      mutationFn: (update) => updateImage(options, update),
      onMutate: async (update) => {
        const interrupted = await stopFetching(client, endpoint);
        const before = replaceImage(client, endpoint, update.id, (image) => foresee(image, update));
        return { before, interrupted };
      },
      onSuccess: (image, { id }, rollback) => {
        const others = pendingUpdates(client, endpoint);
        settle({ client, endpoint, id, rollback, others }, image);
      },
      onError: (_, { id }, rollback) => {
        if (!rollback?.before) return;
        const all = pendingUpdates(client, endpoint);
        // What was changed before this still stands in what it puts back.
        const others = all.slice(all.findIndex(({ context }) => context === rollback));
        settle({ client, endpoint, id, rollback, others }, rollback.before);
      },
      onSettled: (_, __, ___, rollback) => {
        if (rollback) fetchAgain(client, endpoint, rollback);
      },
    },
    client,
  );
}

interface SettledUpdate {
  client: QueryClient;
  endpoint: string;
  id: string;
  rollback: UpdateRollback;
  /** Updates that are not settled, of whichever picture, oldest first. */
  others: readonly PendingUpdate[];
}

type PendingUpdate = PendingMutation<UpdateRollback, ImageUpdate>;

function pendingUpdates(client: QueryClient, endpoint: string): PendingUpdate[] {
  return pendingMutations(client, endpoint, UPDATE_KEY);
}

/**
 * Shows a picture as the service has it, with what other updates are still going to change. They must
 * not put back what they saw before, for that was this update's.
 */
function settle(update: SettledUpdate, known: Image): void {
  const { client, endpoint, id, rollback, others } = update;
  // A picture that became private or public meanwhile has another id.
  const place = rollback.before?.id ?? id;
  let shown = known;
  for (const { context, variables } of others) {
    if (context === rollback || context.before?.id !== place) continue;
    context.before = shown;
    shown = foresee(shown, variables);
  }
  replaceImage(client, endpoint, place, () => shown);
}

/** The picture as it is going to be. Its visibility is left, since only the service knows its new id. */
function foresee(image: Image, { metadata }: ImageUpdate): Image {
  if (metadata === undefined) return image;
  const { meta: _, ...rest } = image;
  return metadata === null ? rest : { ...rest, meta: metadata };
}

function updateImage(access: RelayAccess, { id, ...change }: ImageUpdate): Promise<Image> {
  // The service takes an object or nothing; an empty one takes the place of all that was there.
  const metadata = change.metadata === null ? {} : change.metadata;
  const init = {
    method: 'PATCH',
    contentType: 'application/json',
    body: JSON.stringify({ ...change, metadata }),
  };
  return requestRelay(access, { ...init, path: [id] }, toImage);
}
