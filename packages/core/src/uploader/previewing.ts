import type { ImageHeader } from '../formats/image-header.ts';
import type { Settings } from '../options.ts';
import type { Preparation } from '../preparation/preparation.ts';
import type { Store } from '../queue/store.ts';
import { inNextTask } from '../time/next-task.ts';
import { createFirstSight, type FirstSight } from './first-sight.ts';
import { createPreviewLane, type PreviewLane } from './preview-lane.ts';
import { createShownPreviews, type ShownPreviews } from './shown-previews.ts';
import type { WorksPlatform } from './works.ts';

/** Makes small pictures of items, and lets go of them. */
export interface Previewing extends Pick<FirstSight, 'whenShown'> {
  /** @param header - `null` where the file was not opened yet. */
  push(id: string, header: ImageHeader | null): void;
  /** These items are on screen now: theirs come first. */
  setVisible(ids: Iterable<string>): void;
  /** Items have left. */
  forget(ids: readonly string[]): void;
}

interface PreviewingParts {
  platform: Pick<WorksPlatform, 'preparation' | 'learnURLs' | 'createPreview' | 'whenIdle'>;
  store: Store;
  settings: () => Settings;
}

/** How many of a file's first bytes hold metadata and thumbnail, of most. */
const LOOKED_AT = 48 * 1024;
// Looking takes next to nothing but time for reading.
const LOOKS_AT_ONCE = 40;
// As many as there are workers at most; more would only fill their queue, in which none can overtake.
const DECODED_AT_ONCE = 4;
// Something is on show already, and others need the workers too.
const CONFIRMED_AT_ONCE = 2;

/** What a preview is made for. An item that comes in again has another one. */
interface Request {
  known: ImageHeader | null;
}

/** What is to be decoded, and for which request. */
interface DecodeJob {
  request: Request;
  header: ImageHeader;
}

/** What is known of all previews. */
interface Shared extends PreviewingParts {
  requests: Map<string, Request>;
  shown: ShownPreviews;
  visible: ReadonlySet<string>;
}

/**
 * Shows the thumbnail that a camera left at once, and what was decoded in its place as soon as that is there:
 * thumbnails are not always of the image that they are in.
 */
export function createPreviewing(parts: PreviewingParts): Previewing {
  const { platform, store, settings } = parts;
  const requests = new Map<string, Request>();
  const shown = createShownPreviews({ store, createPreview: platform.createPreview });
  const shared: Shared = { ...parts, requests, shown, visible: new Set() };
  const firstSight = createFirstSight(platform.whenIdle);
  const lanes = createLanes(shared, goOn);
  let isStarting = false;
  let isConfirming = false;

  function goOn(): void {
    lanes.next();
    if (lanes.isIdle()) store.flush();
    if (lanes.isLooking() || isStarting) return;
    firstSight.end();
    if (lanes.isIdle()) confirmLater();
  }

  function confirmLater(): void {
    if (isConfirming || !lanes.hasThumbnails()) return;
    isConfirming = true;
    firstSight.whenShown(() =>
      platform.whenIdle(() => {
        isConfirming = false;
        lanes.confirm();
      }),
    );
  }

  /** What was just added is shown first; the looks begin afterwards, in a task of their own. */
  function start(): void {
    if (isStarting) return;
    isStarting = true;
    firstSight.begin();
    platform.learnURLs();
    // On its way while the page is busy.
    void loadPreparation(platform);
    inNextTask(() => {
      isStarting = false;
      goOn();
    });
  }

  function forget(id: string): void {
    lanes.forget(id);
    requests.delete(id);
    shown.release(id);
  }

  store.watch((now, before) => {
    const isReopened = now?.status === 'preparing' && before !== null;
    if (now?.status === 'canceled' || isReopened) forget(now.id);
  });

  return {
    push(id, known) {
      forget(id);
      if (!settings().previews) return;
      requests.set(id, { known });
      lanes.look(id);
      start();
    },
    setVisible(ids) {
      shared.visible = new Set(ids);
      shown.touch(shared.visible);
      lanes.wake();
      goOn();
    },
    forget(ids) {
      for (const id of ids) forget(id);
      goOn();
    },
    whenShown: firstSight.whenShown,
  };
}

/** What is done for previews, in three lanes: looking for thumbnails, decoding, and confirming thumbnails. */
function createLanes(shared: Shared, goOn: () => void) {
  const { shown, requests } = shared;
  // Taken back when there were too many, and not to be made again before they are seen.
  const dormant = new Set<string>();
  /** The first of those on screen, else the first of all, as long as there is room. */
  const choose = (waiting: ReadonlyMap<string, unknown>) =>
    visibleOf(waiting, shared) ?? (shown.isFull() ? undefined : firstOf(waiting));
  const work = (id: string, job: DecodeJob) => decode(id, job, shared);
  const decodes = createPreviewLane({ atOnce: DECODED_AT_ONCE, choose, work, onEnded: goOn });
  const confirmations: PreviewLane<DecodeJob> = createPreviewLane({
    atOnce: CONFIRMED_AT_ONCE,
    // Where it is known what is on screen, thumbnails elsewhere are as good as anything.
    choose: (waiting) => (shared.visible.size > 0 ? visibleOf(waiting, shared) : firstOf(waiting)),
    work,
    onEnded: () => confirmations.next(),
  });
  const looks = createPreviewLane<Request>({
    atOnce: LOOKS_AT_ONCE,
    choose,
    work: (id, request) => look(id, request, { ...shared, decodes, confirmations }),
    onEnded: goOn,
  });

  function lookAt(id: string): void {
    const request = requests.get(id);
    if (request) looks.push(id, request);
  }

  return {
    look: lookAt,
    next() {
      looks.next();
      decodes.next();
      if (shared.visible.size === 0) return;
      for (const id of shown.makeRoom(shared.visible)) dormant.add(id);
    },
    /** Whether any image was not decoded yet, since its thumbnail is shown. */
    hasThumbnails: () => !confirmations.isEmpty(),
    confirm: confirmations.next,
    isLooking: () => !looks.isIdle(),
    isIdle: () => looks.isIdle() && decodes.isIdle(),
    /** Makes again what was taken back and is seen now. */
    wake() {
      for (const id of shared.visible) if (dormant.delete(id)) lookAt(id);
    },
    forget(id: string) {
      for (const lane of [looks, decodes, confirmations]) lane.delete(id);
      dormant.delete(id);
    },
  };
}

/** However long it takes: a preview that comes late is better than none. */
function loadPreparation({ preparation }: PreviewingParts['platform']): Promise<Preparation> {
  return new Promise(preparation.use);
}

function firstOf(waiting: ReadonlyMap<string, unknown>): string | undefined {
  return waiting.keys().next().value;
}

function visibleOf(waiting: ReadonlyMap<string, unknown>, { visible }: Shared): string | undefined {
  for (const id of visible) if (waiting.has(id)) return id;
  return undefined;
}

interface LookParts extends Shared {
  decodes: PreviewLane<DecodeJob>;
  confirmations: PreviewLane<DecodeJob>;
}

/** Shows the thumbnail, where there is one, and has the image decoded. */
async function look(id: string, request: Request, parts: LookParts): Promise<void> {
  const { platform, store, settings, requests, shown } = parts;
  const { known } = request;
  const file = store.get(id)?.file;
  if (!file) return;
  // Read while the code for it is on its way.
  const start = known && !known.thumbnail ? null : file.slice(0, LOOKED_AT).arrayBuffer();
  const { look: lookAt } = await loadPreparation(platform);
  const first = await start;
  const { header, thumbnail } = first
    ? await lookAt(file, known, { first, side: settings().previewSide() })
    : { header: known, thumbnail: null };
  if (!header || requests.get(id) !== request) return;
  if (thumbnail) shown.show(id, thumbnail);
  parts[thumbnail ? 'confirmations' : 'decodes'].push(id, { request, header });
}

async function decode(id: string, { request, header }: DecodeJob, parts: Shared): Promise<void> {
  const { platform, store, settings, requests, shown } = parts;
  const file = store.get(id)?.file;
  if (!file) return;
  const { preview } = await loadPreparation(platform);
  const image = await preview(file, header, settings().previewSide());
  if (image && requests.get(id) === request) shown.show(id, image);
}
