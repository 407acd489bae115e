'use client';
import type { DoneItem, Image, UploadItem } from '@tintype/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useImageUpdate } from '../queries/image-update.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';

/** How storing what was said of a picture goes. */
export type SaveState = 'saving' | 'saved' | 'failed';

/**
 * Stores what people say of pictures that are stored already: what was said before went along with the
 * picture itself.
 *
 * @returns how that goes, by the ids of items.
 */
export function useSavedDetails(
  { items, relayAccess }: Pick<ImageUpload, 'items' | 'relayAccess'>,
  active: boolean,
): ReadonlyMap<string, SaveState> {
  const [states, setStates] = useState<ReadonlyMap<string, SaveState>>(new Map());
  const { mutateAsync } = useImageUpdate(relayAccess);
  // What the service is known to have, and what was tried last.
  const stored = useRef(new Map<string, Image>());
  const tried = useRef(new Map<string, UploadItem['metadata']>());

  const save = useCallback(
    async (item: DoneItem, metadata: Record<string, unknown>) => {
      const note = (state: SaveState) => setStates((before) => new Map(before).set(item.id, state));
      tried.current.set(item.id, item.metadata);
      note('saving');
      try {
        const image = await mutateAsync({ id: item.image.id, metadata });
        stored.current.set(item.id, image);
        note('saved');
      } catch {
        // Told beside the fields. What was said is still there, and goes along with the next change.
        note('failed');
      }
    },
    [mutateAsync],
  );

  useEffect(() => {
    if (!active) return;
    for (const item of items) {
      if (item.status !== 'done' || !item.metadata) continue;
      if (tried.current.get(item.id) === item.metadata) continue;
      const { meta = {} } = stored.current.get(item.id) ?? item.image;
      const wanted = withoutEmpty({ ...meta, ...item.metadata });
      if (JSON.stringify(wanted) !== JSON.stringify({ ...meta })) void save(item, wanted);
    }
  }, [items, active, save]);

  return states;
}

function withoutEmpty(metadata: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== ''));
}
