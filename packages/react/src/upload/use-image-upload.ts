'use client';
import { onlineManager, type QueryClient } from '@tanstack/react-query';
import {
  acceptedTypes,
  limits,
  type Uploader,
  type UploaderOptions,
  type UploaderSnapshot,
} from '@tintype/core';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { UploadLimits } from '../anatomy/dropzone-labels.ts';
import { useNearestQueryClient } from '../queries/query-client.ts';
import type { RelayAccess } from '../queries/relay-request.ts';
import { mirrorUploads } from '../queries/upload-mutation.ts';
import { type FileChooser, useFileChooser } from './use-file-chooser.ts';
import { useGrowingList } from './use-growing-list.ts';
import { type UnmountChoice, useUploader } from './use-uploader.ts';

/** Options of {@link useImageUpload}: those of the engine, and one of the component's life. */
export interface ImageUploadOptions extends UploaderOptions {
  /**
   * What becomes of pictures on their way when the component goes: `'abort'` stops them, `'continue'`
   * sees them through, still visible as mutations of the `QueryClient`. What is paused or waits for
   * `start()` is stopped in any case. With `persist`, the next component goes on with what was stopped.
   *
   * @default 'abort'
   */
  unmount?: UnmountChoice | undefined;
}

/** What the engine can be told to do. */
export type ImageUploadActions = Pick<
  Uploader,
  | 'add'
  | 'start'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retry'
  | 'retryAll'
  | 'move'
  | 'setMetadata'
  | 'remove'
  | 'addStored'
  | 'watchRemoved'
  | 'clear'
  | 'reset'
  | 'setVisible'
>;

/** All that an interface needs: what there is to show, and what can be done about it. */
export interface ImageUpload extends UploaderSnapshot, ImageUploadActions, FileChooser {
  /** What may come in. */
  readonly limits: UploadLimits;
  /** Where pictures go. */
  readonly endpoint: string;
  /**
   * How the relay lets this upload's requests in: endpoint, headers and credentials. For requests about the
   * same images, such as `useDeleteImage(upload.relayAccess)`. The same object as long as the endpoint is.
   */
  readonly relayAccess: RelayAccess;
  /** The engine's state, for {@link useUploadItem}. */
  readonly uploader: Pick<Uploader, 'subscribe' | 'getItem'>;
}

/**
 * Uploads pictures. Renders again whenever something has moved, once per frame at most; items that
 * did not change keep their identity, so that `memo` rows stay as they are.
 *
 * Options may change from render to render; they count for what starts afterwards.
 *
 * @throws TypeError when an option is not what it must be.
 *
 * @example
 * ```tsx
 * const upload = useImageUpload({ endpoint: '/api/images' });
 * return <input {...upload.getInputProps()} />;
 * ```
 */
export function useImageUpload(options: ImageUploadOptions): ImageUpload {
  // React Query decides what counts as a network, for the uploads too.
  const { endpoint, unmount = 'abort' } = options;
  const uploader = useUploader({ connectivity: onlineManager, ...options }, unmount);
  const client = useNearestQueryClient();
  useMirror(uploader, client, endpoint, unmount);

  const snapshot = useSyncExternalStore(
    uploader.subscribe,
    uploader.getSnapshot,
    uploader.getSnapshot,
  );
  const items = useGrowingList(snapshot.items);
  const chooser = useFileChooser(uploader.add, options);
  const rules = useLimits(options);
  const relayAccess = useRelayAccess(options);
  return useMemo(() => {
    const actions = actionsOf(uploader);
    const facts = { limits: rules, endpoint, relayAccess, uploader };
    return { ...snapshot, items, ...actions, ...chooser, ...facts };
  }, [uploader, snapshot, items, chooser, rules, endpoint, relayAccess]);
}

function actionsOf(uploader: Uploader): ImageUploadActions {
  const { add, start, pause, resume, cancel, retry, retryAll } = uploader;
  const { move, setMetadata, remove, addStored, watchRemoved, clear, reset, setVisible } = uploader;
  const going = { add, start, pause, resume, cancel, retry, retryAll };
  const list = { move, setMetadata, remove, addStored, watchRemoved, clear, reset };
  return { ...going, ...list, setVisible };
}

/** Headers are read when they are needed: an app may write them anew in each render. */
function useRelayAccess({ endpoint, headers, withCredentials }: ImageUploadOptions): RelayAccess {
  const latest = useRef(headers);
  useEffect(() => {
    latest.current = headers;
  });
  const [ask] = useState(() => () => {
    const { current } = latest;
    return typeof current === 'function' ? current() : (current ?? {});
  });
  return useMemo(
    () => ({ endpoint, headers: ask, withCredentials }),
    [endpoint, ask, withCredentials],
  );
}

/** As long as the engine goes on, its uploads are to be seen. */
function useMirror(
  uploader: Uploader,
  client: QueryClient,
  endpoint: string,
  unmount: UnmountChoice,
): void {
  const stop = useRef<() => void>(undefined);
  const latest = useRef(unmount);
  useEffect(() => {
    latest.current = unmount;
  });
  useEffect(() => {
    stop.current?.();
    stop.current = mirrorUploads(uploader, client, endpoint);
    return () => {
      if (latest.current === 'abort') stop.current?.();
    };
  }, [uploader, client, endpoint]);
}

function useLimits(options: ImageUploadOptions): UploadLimits {
  const { maxFiles = Number.POSITIVE_INFINITY, prepare } = options;
  // What is larger will be shrunk.
  const shrinks = prepare !== false && prepare?.maxSide !== undefined;
  const { maxFileSize: most = limits.fileSize } = options;
  const maxFileSize = shrinks ? Number.POSITIVE_INFINITY : most;
  // An app may write its list anew in each render; what it says is what counts.
  const accept = (options.accept ?? acceptedTypes).join();
  return useMemo(
    () => ({ accept: accept.split(','), maxFileSize, maxFiles }),
    [accept, maxFileSize, maxFiles],
  );
}
