'use client';
import { useCallback, useRef, useState } from 'react';
import type { GalleryControl, GalleryReport } from './gallery-control.ts';

const NOTHING: ReadonlySet<string> = new Set();
const NOTHING_YET: GalleryReport = {
  ...{ control: null, hidden: NOTHING, isPending: false, selected: NOTHING },
  ...{ focusWish: null, message: '' },
};

interface GalleryControlState {
  report: GalleryReport;
  /** For the controller. */
  onReport: (report: GalleryReport) => void;
  /** Does something, at once or as soon as the controller is there. */
  act: (action: (control: GalleryControl) => void) => void;
}

/** What a gallery hears of its controller, and tells it. */
export function useGalleryControl(): GalleryControlState {
  const [report, setReport] = useState(NOTHING_YET);
  const control = useRef<GalleryControl>(null);
  const waiting = useRef<((control: GalleryControl) => void)[]>([]);
  const act = useCallback((action: (control: GalleryControl) => void) => {
    if (control.current) action(control.current);
    else waiting.current.push(action);
  }, []);
  const onReport = useCallback((next: GalleryReport) => {
    control.current = next.control;
    setReport(next);
    if (next.control) for (const action of waiting.current.splice(0)) action(next.control);
  }, []);
  return { report, onReport, act };
}
