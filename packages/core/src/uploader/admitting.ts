import type { UploadError } from '../errors/upload-error.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import { createAdmissions } from '../intake/admissions.ts';
import { createStartReader } from '../intake/file-start.ts';
import { type Admission, inspect } from '../intake/intake.ts';
import { placeLeft } from '../intake/rules.ts';
import type { Settings } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import type { Store } from '../queue/store.ts';
import { appError, metadataOf } from './request.ts';
import type { WorksPlatform } from './works.ts';

/** Looks at files, and lets them in or not. */
export interface Admitting {
  push(ids: readonly string[]): void;
  clear(): void;
}

interface AdmittingParts {
  platform: Pick<WorksPlatform, 'headerReader'>;
  store: Store;
  settings: () => Settings;
  /** @param header - `null` where the file was not opened. */
  onAdmitted: (id: string, header: ImageHeader | null) => void;
  /** Its file may not come in, or nobody can tell yet. */
  onRejected: (id: string, error: UploadError) => void;
}

export function createAdmitting(parts: AdmittingParts): Admitting {
  const { store, settings, onAdmitted, onRejected } = parts;
  const readStart = createStartReader();
  // Small files are read together, while the code that makes sense of them is on its way.
  const readHeader = async (file: File) => {
    const [start, read] = await Promise.all([readStart(file), parts.platform.headerReader.load()]);
    return read(file, start);
  };
  const line = createAdmissions(look, decide);
  // Those that count against `maxFiles`.
  const places = new Set<string>();
  // Pictures that were stored before are pictures, too.
  for (const { id, status } of store.items()) if (status === 'done') places.add(id);
  store.watch((now, before) => {
    if (!before && now?.status === 'done') places.add(now.id);
    if (before && (!now || GIVES_UP_PLACE.has(now.status))) places.delete(before.id);
  });

  function look(id: string): Admission | null | Promise<Admission> {
    const item = store.get(id);
    if (item?.status !== 'preparing') return null;
    try {
      return inspect(item.file, metadataOf(item, settings()), settings().rules, readHeader);
    } catch (error) {
      return { admitted: false, error: appError(error) };
    }
  }

  function decide(id: string, admission: Admission | null): void {
    const item = store.get(id);
    if (item?.status !== 'preparing' || !admission) return;
    const place = placeLeft(item.file, places.size, settings().rules);
    if (!admission.admitted) onRejected(id, admission.error);
    else if (place) onRejected(id, place);
    else admit(id, admission.header);
  }

  function admit(id: string, header: ImageHeader | null): void {
    places.add(id);
    if (header) store.apply(id, { type: 'inspected', width: header.width, height: header.height });
    onAdmitted(id, header);
  }

  return { push: line.push, clear: line.clear };
}

const GIVES_UP_PLACE = new Set<UploadItem['status']>(['rejected', 'canceled']);
