import type { UploadError } from '../errors/upload-error.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import { createAdmissions } from '../intake/admissions.ts';
import { askApp, type Verdict } from '../intake/before-add.ts';
import { createStartReader } from '../intake/file-start.ts';
import { type Admission, inspect } from '../intake/intake.ts';
import type { Settings } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import type { Store } from '../queue/store.ts';
import type { Places } from './places.ts';
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
  places: Places;
  /** @param header - `null` where the file was not opened. */
  onAdmitted: (id: string, header: ImageHeader | null) => void;
  /** Its file may not come in, or nobody can tell yet. */
  onRejected: (id: string, error: UploadError) => void;
  /** Whether the app has taken an item before, and is not asked again. */
  isApproved: (id: string) => boolean;
  /** The app has taken an item. @param file - What it has taken in place of the file as chosen. */
  onApproved: (id: string, file: File | undefined) => void;
  /** The app wants nothing to be seen of an item. */
  onLeftOut: (id: string) => void;
}

interface Accepted {
  admitted: true;
  header: ImageHeader | null;
  file: File;
}

/** What is known of a file before a place is looked for; `null` once nobody wants to know. */
type Finding = Accepted | { admitted: false; error: UploadError | null } | null;

// As many as a browser has connections for: apps ask servers, too.
const ASKED_AT_ONCE = 6;

export function createAdmitting(parts: AdmittingParts): Admitting {
  const { store, settings, places, onAdmitted, onRejected } = parts;
  const readStart = createStartReader();
  // Small files are read together, while the code that makes sense of them is on its way.
  const readHeader = async (file: File) => {
    const [start, read] = await Promise.all([readStart(file), parts.platform.headerReader.load()]);
    return read(file, start);
  };
  // Looked at together, but asked about in order: an app may count what it has taken.
  const looking = createAdmissions(look, note);
  const asking = createAdmissions(ask, decide, ASKED_AT_ONCE);
  const headers = new Map<string, ImageHeader | null>();
  const asked = new Map<string, AbortController>();
  store.watch((now, before) => {
    if (!before || now?.status === 'preparing') return;
    asked.get(before.id)?.abort();
    asked.delete(before.id);
    headers.delete(before.id);
  });

  function look(id: string): Admission | null | Promise<Admission> {
    const item = store.get(id);
    return item?.status === 'preparing' ? inspectFile(item, item.file) : null;
  }

  function inspectFile(item: UploadItem, file: File): Admission | Promise<Admission> {
    try {
      const metadata = metadataOf({ ...item, file }, settings());
      return inspect(file, metadata, settings().rules, readHeader);
    } catch (error) {
      return { admitted: false, error: appError(error) };
    }
  }

  function note(id: string, admission: Admission | null): void {
    if (store.get(id)?.status !== 'preparing' || !admission) return;
    if (admission.admitted) {
      headers.set(id, admission.header);
      asking.push([id]);
    } else onRejected(id, admission.error);
  }

  function ask(id: string): Finding | Promise<Finding> {
    const item = store.get(id);
    if (item?.status !== 'preparing') return null;
    const { file } = item;
    const header = headers.get(id) ?? null;
    const taken: Finding = { admitted: true, header, file };
    const { beforeAdd } = settings();
    // Nobody needs to be asked about what has no place in any case.
    if (!beforeAdd || !header || parts.isApproved(id) || places.refusal(file)) return taken;
    const { mediaType: type, width, height, frames } = header;
    const controller = new AbortController();
    asked.set(id, controller);
    const facts = { type, width, height, animated: frames !== 1 };
    const verdict = askApp(beforeAdd, file, facts, controller.signal);
    const read = (said: Verdict) => (controller.signal.aborted ? null : follow(item, taken, said));
    return verdict instanceof Promise ? verdict.then(read) : read(verdict);
  }

  /** What the app has put in the place of a file must be right, too. */
  function follow(
    item: UploadItem,
    finding: Finding,
    verdict: Verdict,
  ): Finding | Promise<Finding> {
    if (!verdict.taken) return { admitted: false, error: verdict.error };
    const { file } = verdict;
    if (file === item.file) return finding;
    const admission = inspectFile(item, file);
    const withFile = (found: Admission): Finding => (found.admitted ? { ...found, file } : found);
    return admission instanceof Promise ? admission.then(withFile) : withFile(admission);
  }

  function decide(id: string, finding: Finding): void {
    const item = store.get(id);
    if (item?.status !== 'preparing' || !finding) return;
    const wasAsked = asked.delete(id);
    if (finding.admitted) accept(item, finding, wasAsked);
    else if (finding.error) onRejected(id, finding.error);
    else parts.onLeftOut(id);
  }

  function accept(item: UploadItem, { file, header }: Accepted, wasAsked: boolean): void {
    const { id } = item;
    const other = file === item.file ? undefined : file;
    if (other) store.apply(id, { type: 'substituted', file });
    if (wasAsked) parts.onApproved(id, other);
    const error = places.refusal(file);
    if (error) onRejected(id, error);
    else admit(id, header);
  }

  function admit(id: string, header: ImageHeader | null): void {
    places.take(id);
    if (header) store.apply(id, { type: 'inspected', width: header.width, height: header.height });
    onAdmitted(id, header);
  }

  return {
    push: looking.push,
    clear() {
      looking.clear();
      asking.clear();
    },
  };
}
