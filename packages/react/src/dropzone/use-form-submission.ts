'use client';
import type { Image, UploadItem } from '@tintype/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { treeOf } from '../anatomy/tree.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';

interface FormSubmissionOptions {
  upload: ImageUpload;
  /** Those that the form has fields for. */
  images: readonly Image[];
  root: RefObject<HTMLElement | null>;
  /** Belongs to the form. */
  input: RefObject<HTMLInputElement | null>;
  /** Whether a form has a use for the images at all. */
  isField: boolean;
  /** Told where an upload failed, so that the form was not sent. */
  onFailed: () => void;
}

interface Submission {
  form: HTMLFormElement;
  submitter: HTMLElement | null;
}

// Other dropzones of the same form hold them, too.
const heldSubmissions = new WeakSet<Event>();

/**
 * Holds a form back while images are on their way, starts those that wait to be started, and sends the
 * form once all are stored, as it was to be sent: by the same button, and with another `submit` event,
 * which is the only one that the app sees.
 *
 * @returns whether a form is being held back.
 */
export function useFormSubmission(options: FormSubmissionOptions): boolean {
  const { upload, images, root, input, isField } = options;
  const [submission, setSubmission] = useState<Submission | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    if (!isField || !root.current) return undefined;
    const tree = treeOf(root.current);
    const hold = (event: Event) => {
      const { current: field } = input;
      if (!field || event.target !== field.form || field.matches(':disabled')) return;
      // Somebody else does not want it to be sent.
      if (event.defaultPrevented && !heldSubmissions.has(event)) return;
      if (!isUnderWay(latest.current.upload)) return setSubmission(null);
      event.preventDefault();
      event.stopPropagation();
      heldSubmissions.add(event);
      const { submitter } = event as SubmitEvent;
      setSubmission({ form: event.target as HTMLFormElement, submitter });
    };
    const giveUp = (event: Event) => {
      if (event.target === input.current?.form) setSubmission(null);
    };
    // Before React and the app hear of it.
    tree.addEventListener('submit', hold, { capture: true });
    tree.addEventListener('reset', giveUp);
    return () => {
      tree.removeEventListener('submit', hold, { capture: true });
      tree.removeEventListener('reset', giveUp);
    };
  }, [root, input, isField]);

  const { start, resume, status } = upload;
  const isHeld = submission !== null;
  // What is added meanwhile waits for nobody else, either.
  const count = upload.items.length;
  useEffect(() => {
    if (isHeld && count > 0) void start();
  }, [isHeld, count, start]);
  // Whoever sends the form wants its images to be sent, too.
  useEffect(() => {
    if (isHeld) resume();
  }, [isHeld, resume]);

  useEffect(() => {
    if (!submission || isUnderWay({ items: upload.items, status })) return undefined;
    let isCurrent = true;
    const send = async () => {
      const all = await start();
      // Of very many, the last fields come a moment later.
      if (!isCurrent || storedIn(all) > images.length) return;
      setSubmission(null);
      if (all.some((item) => item.status === 'failed')) latest.current.onFailed();
      else resubmit(submission);
    };
    void send();
    return () => {
      isCurrent = false;
    };
  }, [submission, upload.items, status, start, images]);

  return isHeld;
}

function resubmit({ form, submitter }: Submission): void {
  if (!form.isConnected) return;
  const isThere = submitter?.isConnected && (submitter as HTMLButtonElement).form === form;
  form.requestSubmit(isThere ? submitter : null);
}

/** Whether a form would lose something if it were sent now. */
export function isUnderWay({ items, status }: Pick<ImageUpload, 'items' | 'status'>): boolean {
  const isBusy = status !== 'idle' && status !== 'paused';
  return isBusy || items.some((item) => UNFINISHED.has(item.status));
}

function storedIn(items: readonly UploadItem[]): number {
  return items.filter(({ status }) => status === 'done').length;
}

const UNFINISHED = new Set<UploadItem['status']>([
  'preparing',
  'queued',
  'uploading',
  'processing',
  'retrying',
  'paused',
]);
