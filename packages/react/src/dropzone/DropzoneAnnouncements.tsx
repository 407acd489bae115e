'use client';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { countUploads } from './upload-counts.ts';

// What is said while focus comes back from the file dialog gets lost in NVDA.
const AFTER_THE_DIALOG = 1000;

interface DropzoneAnnouncementsProps {
  upload: ImageUpload;
  labels: DropzoneLabels;
}

/**
 * What a screen reader hears: how many pictures came in, and how they ended. Never each step.
 * Renders a visually hidden live region that is there from the start.
 */
export function DropzoneAnnouncements({
  upload,
  labels,
}: DropzoneAnnouncementsProps): ReactElement {
  const [message, setMessage] = useState('');
  const count = upload.items.length;
  const idle = upload.status === 'idle';
  const before = useRef({ count: 0, idle: true });
  const latest = useRef({ upload, labels });
  useEffect(() => {
    latest.current = { upload, labels };
  });

  useEffect(() => {
    const added = count - before.current.count;
    const settled = idle && !before.current.idle;
    before.current = { count, idle };
    if (added <= 0 && !settled) return;
    const timer = setTimeout(() => {
      const { upload: now, labels: words } = latest.current;
      const counts = countUploads(now.items);
      setMessage(settled ? words.settled(counts) : words.added(added));
    }, AFTER_THE_DIALOG);
    return () => clearTimeout(timer);
  }, [count, idle]);

  return (
    <p role="status" className="tt-visually-hidden">
      {message}
    </p>
  );
}
