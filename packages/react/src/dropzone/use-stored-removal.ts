'use client';
import type { Image } from '@tintype/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useImageDeletion } from '../queries/image-deletion.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { WatchRemoved } from './use-removed-images.ts';

/** An image that has left the list, with its place in it. */
interface Removed {
  image: Image;
  place: number;
}

/** Stored images that leave the list, and the service a while later. */
export interface StoredRemoval {
  /** Those that can still be brought back. */
  pending: readonly Removed[];
  undo: () => void;
  /** Carries out what is pending. */
  flush: () => void;
}

// Milliseconds in which a removal can be undone.
const UNDO_TIME = 10_000;

/**
 * Deletes at the service what is removed from a list: a while later, so that it can be undone, and at once
 * when the list or the page goes. What replaces an image must be stored before that image is deleted.
 *
 * @param onFailed - Told which image is still there. It is back in the list.
 */
export function useStoredRemoval(
  upload: ImageUpload,
  watchRemoved: WatchRemoved,
  onFailed: (image: Image) => void,
): StoredRemoval {
  const { items, addStored, relayAccess } = upload;
  const { mutateAsync } = useImageDeletion(relayAccess);
  const [pending, setPending] = useState<readonly Removed[]>([]);
  const replaced = useRef<Image[]>([]);
  const latest = useRef({ pending, onFailed, mutateAsync, addStored });
  useEffect(() => {
    latest.current = { pending, onFailed, mutateAsync, addStored };
  });

  const carryOut = useCallback(async ({ image, place }: Removed) => {
    try {
      await latest.current.mutateAsync(image.id);
    } catch {
      // What was replaced has no place any more.
      if (place >= 0) latest.current.addStored([image], place);
      latest.current.onFailed(image);
    }
  }, []);
  const flush = useCallback(() => {
    const due = latest.current.pending;
    latest.current.pending = [];
    setPending([]);
    for (const one of due) void carryOut(one);
  }, [carryOut]);
  const undo = useCallback(() => {
    const back = latest.current.pending.toSorted((one, other) => one.place - other.place);
    latest.current.pending = [];
    setPending([]);
    for (const { image, place } of back) latest.current.addStored([image], place);
  }, []);

  useEffect(
    () =>
      watchRemoved(({ image }, place, by) => {
        if (by !== null) replaced.current.push(image);
        else setPending((before) => [...before, { image, place }]);
      }),
    [watchRemoved],
  );
  useEffect(() => {
    if (pending.length === 0) return undefined;
    const timer = setTimeout(flush, UNDO_TIME);
    return () => clearTimeout(timer);
  }, [pending, flush]);
  useEffect(() => {
    const ids = new Set(items.map((item) => (item.status === 'done' ? item.image.id : null)));
    // A form that was reset has them back.
    const isBack = ({ id }: Image) => ids.has(id);
    replaced.current = replaced.current.filter((image) => !isBack(image));
    if (latest.current.pending.some(({ image }) => isBack(image))) {
      setPending((before) => before.filter(({ image }) => !isBack(image)));
    }
    if (items.some(({ status }) => !ENDED_WELL.has(status))) return;
    for (const image of replaced.current.splice(0)) void carryOut({ image, place: -1 });
  }, [items, carryOut]);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);
  return { pending, undo, flush };
}

// Nothing else could still fail, or be sent in place of what was replaced.
const ENDED_WELL = new Set(['done', 'rejected', 'canceled']);
