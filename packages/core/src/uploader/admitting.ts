import type { UploadError } from '../errors/upload-error.ts';
import { createAdmissions } from '../intake/admissions.ts';
import { createStartReader } from '../intake/file-start.ts';
import { type Admission, inspect } from '../intake/intake.ts';
import { placeLeft } from '../intake/rules.ts';
import type { Settings } from '../options.ts';
import type { Preview } from '../preparation/preview.ts';
import type { UploadItem } from '../queue/item.ts';
import type { Store } from '../queue/store.ts';
import type { Platform } from './platform.ts';
import { appError, metadataOf } from './request.ts';

/** Looks at files, and lets them in or not. */
export interface Admitting {
  push(ids: readonly string[]): void;
  /** Forgets items, and lets go of their previews. */
  forget(ids: readonly string[]): void;
  clear(): void;
}

interface AdmittingParts {
  platform: Pick<Platform, 'createPreview'>;
  store: Store;
  settings: () => Settings;
  onAdmitted: (id: string) => void;
  onRejected: (id: string, error: UploadError) => void;
}

export function createAdmitting(parts: AdmittingParts): Admitting {
  const { platform, store, settings, onAdmitted, onRejected } = parts;
  const previews = new Map<string, Preview>();
  const readStart = createStartReader();
  const line = createAdmissions(look, decide);
  let taken = 0;
  store.watch((now, before) => {
    taken += Number(takesPlace(now)) - Number(takesPlace(before));
    if (now?.status === 'canceled') release(now.id);
  });

  function look(id: string): Admission | null | Promise<Admission> {
    const item = store.get(id);
    if (item?.status !== 'preparing') return null;
    try {
      return inspect(item.file, metadataOf(item.file, settings()), settings().rules, readStart);
    } catch (error) {
      return { admitted: false, error: appError(error) };
    }
  }

  function decide(id: string, admission: Admission | null): void {
    const item = store.get(id);
    if (item?.status !== 'preparing' || !admission) return;
    const place = placeLeft(item.file, taken, settings().rules);
    if (!admission.admitted) reject(id, admission.error);
    else if (place) reject(id, place);
    else admit(item, admission);
  }

  function reject(id: string, error: UploadError): void {
    if (store.apply(id, { type: 'rejected', error })) onRejected(id, error);
  }

  function admit({ id, file }: UploadItem, admission: Admission & { admitted: true }): void {
    const { mediaType, width, height } = admission;
    const preview = settings().previews ? platform.createPreview(file, mediaType) : null;
    if (preview) previews.set(id, preview);
    store.apply(id, { type: 'admitted', width, height, previewUrl: preview?.url ?? null });
    onAdmitted(id);
  }

  function release(id: string): void {
    previews.get(id)?.release();
    previews.delete(id);
  }

  return {
    push: line.push,
    forget(ids) {
      for (const id of ids) release(id);
    },
    clear: line.clear,
  };
}

/** Whether an item counts against `maxFiles`. */
function takesPlace(item: UploadItem | null): boolean {
  return item !== null && !['preparing', 'rejected', 'canceled'].includes(item.status);
}
