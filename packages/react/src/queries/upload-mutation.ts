import type { Mutation, QueryClient } from '@tanstack/react-query';
import type { Image, Uploader, UploadItem } from '@tintype/core';
import { cacheImages } from './image-cache.ts';

/** The key of every upload in the mutation cache, for `useIsMutating` and `useMutationState`. */
export const UPLOAD_KEY = ['tintype', 'upload'] as const;

/** What an upload's mutation says of its picture. Never the file: settled mutations live for minutes. */
export interface UploadVariables {
  id: string;
  name: string;
}

interface Mirrored {
  mutation: Mutation<Image, Error, UploadVariables>;
  resolve(image: Image): void;
  reject(error: Error): void;
}

/**
 * Shows each upload of an engine as a mutation of the app's `QueryClient`, so that devtools,
 * `useIsMutating` and the app's global handlers see it, and puts the images that come back into the
 * caches. Mirrors only: retries, pauses and the network are the engine's business.
 *
 * @returns the end of it.
 */
export function mirrorUploads(
  uploader: Pick<Uploader, 'watch'>,
  client: QueryClient,
  endpoint: string,
): () => void {
  const running = new Map<string, Mirrored>();
  const fresh = collect<Image>((images) => cacheImages(client, endpoint, images));

  function forget(id: string): void {
    const mirrored = running.get(id);
    if (!mirrored) return;
    running.delete(id);
    // Stopped on purpose: neither a success nor an error for the app's global handlers.
    client.getMutationCache().remove(mirrored.mutation);
  }

  const unwatch = uploader.watch((now, before) => {
    const id = now?.id ?? before?.id ?? '';
    if (now?.status === 'uploading' && !running.has(id)) {
      running.set(id, mirror(client, endpoint, now));
    }
    const mirrored = now && running.get(now.id);
    if (mirrored) note(client, mirrored.mutation, now);
    if (now?.status === 'done') {
      running.get(id)?.resolve(now.image);
      running.delete(id);
      // What was stored before is in the lists already, in its place.
      if (before !== null) fresh.add(now.image);
    }
    if (now?.status === 'failed') {
      running.get(id)?.reject(now.error);
      running.delete(id);
    }
    if (now === null || now.status === 'canceled') forget(id);
  });

  return () => {
    unwatch();
    fresh.flush();
    for (const id of [...running.keys()]) forget(id);
  };
}

// Looking for the lists among all queries, and rendering them, costs more than a picture is worth.
const TOGETHER = 40;

/** Gathers what comes within a short time, and hands it on in one go. */
function collect<Value>(hand: (values: Value[]) => void) {
  let values: Value[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const all = values;
    values = [];
    if (all.length > 0) hand(all);
  };
  return {
    add(value: Value) {
      values.push(value);
      timer ??= setTimeout(flush, TOGETHER);
    },
    flush,
  };
}

/** Lets devtools see failed attempts and pauses, which are the engine's and not React Query's own. */
function note(client: QueryClient, mutation: Mirrored['mutation'], item: UploadItem): void {
  const isPaused = item.status === 'paused';
  const failed = item.status === 'retrying' ? item : null;
  if (isPaused === mutation.state.isPaused && !failed) return;
  const failures = failed && { failureCount: item.attempt, failureReason: failed.error };
  mutation.state = { ...mutation.state, isPaused, ...failures };
  const action = failed
    ? ({ type: 'failed', failureCount: failed.attempt, error: failed.error } as const)
    : ({ type: isPaused ? 'pause' : 'continue' } as const);
  client.getMutationCache().notify({ type: 'updated', mutation, action });
}

function mirror(client: QueryClient, endpoint: string, { id, file }: UploadItem): Mirrored {
  const { promise, resolve, reject } = settleLater<Image>();
  const mutation = client.getMutationCache().build<Image, Error, UploadVariables, unknown>(client, {
    mutationKey: UPLOAD_KEY,
    meta: { endpoint },
    mutationFn: () => promise,
    retry: 0,
    networkMode: 'always',
  });
  // The failure is told on the item and by the app's global handlers.
  mutation.execute({ id, name: file.name }).catch(() => undefined);
  return { mutation, resolve, reject };
}

/** `Promise.withResolvers`, which browsers of early 2024 do not have yet. */
function settleLater<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
