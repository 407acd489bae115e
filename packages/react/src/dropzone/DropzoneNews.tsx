'use client';
import type { UploadErrorCode, UploadItem } from '@tintype/core';
import { type RefObject, useEffect, useRef } from 'react';
import type { UploadCounts } from '../anatomy/dropzone-labels.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { type DropzoneLook, useLook } from './dropzone-look.tsx';
import { gatherNews, type News, type NewsGatherer } from './news.ts';
import { countUploads } from './upload-counts.ts';

interface DropzoneNewsProps {
  upload: ImageUpload;
  /** Those that were there from the start, which are no news. */
  first: readonly UploadItem[];
}

// Of more, only their number is said.
const MOST_NAMES = 2;
// What comes in within this time is said together, in milliseconds.
const TOGETHER = 100;
// What only whoever builds the app can mend. People are told in other words.
const BUILDERS: readonly UploadErrorCode[] = [
  'endpoint-not-found',
  'invalid-response',
  'app-error',
];
const MILESTONES = [0.75, 0.5, 0.25];
// So far apart at least, in milliseconds.
const BETWEEN_MILESTONES = 5000;

/**
 * Tells a screen reader how many pictures came in, each quarter of the way, and how they ended. Never each
 * step. Tells the console of mistakes in the app. Renders nothing.
 */
export function DropzoneNews({ upload, first }: DropzoneNewsProps): null {
  const look = useLook();
  useNews(upload, first, look);
  useMilestones(upload, look);
  return null;
}

function useNews(
  { items, status }: ImageUpload,
  first: readonly UploadItem[],
  { labels, say, retract }: DropzoneLook,
): void {
  const gatherer = useRef<NewsGatherer>(undefined);
  const wasBusy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ items, status, labels, say });
  useEffect(() => {
    latest.current = { items, status, labels, say };
  });

  useEffect(() => {
    retract();
    gatherer.current ??= gatherNews(first);
    const isNew = gatherer.current.look(items);
    wasBusy.current ||= status !== 'idle';
    const isOver = wasBusy.current && status === 'idle';
    if (!isNew && !isOver) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const isIdle = latest.current.status === 'idle';
      const news = gatherer.current?.take();
      if (news) tell(news, latest, wasBusy.current && isIdle);
      if (isIdle) wasBusy.current = false;
    }, TOGETHER);
  }, [items, first, status, retract]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

type Told = Pick<ImageUpload, 'items'> & Pick<DropzoneLook, 'labels' | 'say'>;

function tell({ added, lost }: News, latest: RefObject<Told>, isOver: boolean): void {
  const { items, labels, say } = latest.current;
  const isStillSo = ({ id, status }: UploadItem) =>
    latest.current.items.some((item) => item.id === id && item.status === status);
  if (added > 0) say(labels.added(added));
  const mistake = lost.find(({ error }) => BUILDERS.includes(error.code));
  if (mistake) console.error(mistake.error);
  const isNamed = lost.length > 0 && lost.length <= MOST_NAMES;
  for (const item of isNamed ? lost : []) {
    const said = item.status === 'failed' ? labels.failed : labels.rejected;
    say(said(item.file.name, item.error), () => isStillSo(item));
  }
  const counts = countUploads(items);
  // Nobody needs to hear of the same failure twice.
  if (!isOver || (isNamed && counts.done === 0) || countAll(counts) === 0) return;
  say(labels.settled(counts), () => isSame(countUploads(latest.current.items), counts));
}

function countAll({ total, rejected }: UploadCounts): number {
  return total + rejected;
}

function isSame(one: UploadCounts, other: UploadCounts): boolean {
  return one.done === other.done && one.failed === other.failed && one.rejected === other.rejected;
}

/** Once each on the way, and not too often. */
function useMilestones({ progress, status }: ImageUpload, { labels, say }: DropzoneLook): void {
  const reached = useRef(0);
  const saidAt = useRef(0);
  const milestone = MILESTONES.find((ratio) => progress.ratio >= ratio) ?? 0;
  useEffect(() => {
    if (status !== 'uploading') {
      reached.current = 0;
      // From the beginning, for short ways need no milestones.
      saidAt.current = performance.now();
      return;
    }
    if (milestone <= reached.current || performance.now() - saidAt.current < BETWEEN_MILESTONES)
      return;
    reached.current = milestone;
    saidAt.current = performance.now();
    say(labels.reached(milestone));
  }, [milestone, status, labels, say]);
}
