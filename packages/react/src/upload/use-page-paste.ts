'use client';
import { type RefObject, useEffect } from 'react';
import { isInDisabledFieldset } from './disabled-fieldset.ts';

interface PagePaste {
  /** Takes what was pasted. */
  add: (files: File[]) => void;
  /** The element that the pictures are for. */
  root: RefObject<HTMLElement | null>;
  active: boolean;
}

/**
 * Takes pictures that are pasted anywhere on the page, but for what somebody else wants: a field or an
 * editor that has the focus, another dropzone, or a listener of the app that prevents the default.
 */
export function usePagePaste({ add, root, active }: PagePaste): void {
  useEffect(() => {
    if (!active) return undefined;
    const take = (event: ClipboardEvent) => {
      const files = Array.from(event.clipboardData?.files ?? []);
      if (files.length === 0 || event.defaultPrevented || belongsElsewhere(event, root.current)) {
        return;
      }
      event.preventDefault();
      add(files);
    };
    document.addEventListener('paste', take);
    return () => document.removeEventListener('paste', take);
  }, [add, root, active]);
}

function belongsElsewhere(event: ClipboardEvent, root: HTMLElement | null): boolean {
  // In a shadow root, the target is not the field but its host.
  const target = event.composedPath()[0] ?? event.target;
  if (!(target instanceof Element)) return false;
  // What is pasted inside is taken there.
  if (root?.contains(target) || isInDisabledFieldset(root)) return true;
  return target.closest('input, textarea, [contenteditable], [data-tt="dropzone"]') !== null;
}
