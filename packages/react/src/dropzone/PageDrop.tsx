'use client';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { usePictureLabels } from './use-picture-labels.ts';

/**
 * Covers the page while files are dragged over it. What is dropped on it reaches the dropzone that it
 * stands in. Renders a `<div>` above everything else, or nothing.
 */
export function PageDrop(): ReactElement | null {
  const labels = usePictureLabels();
  const cover = useRef<HTMLDivElement>(null);
  const shown = useFilesOverPage();
  useEffect(() => {
    if (shown) cover.current?.showPopover?.();
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={cover} popover="manual" className="tt-page-drop" data-tt={PARTS.pageDrop}>
      <p className="tt-page-drop-text">
        <Icon path={icons.pictures} />
        {labels.pageDrop}
      </p>
    </div>
  );
}

function useFilesOverPage(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const enter = ({ dataTransfer }: DragEvent) => {
      if (dataTransfer?.types.includes('Files')) setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      // Without a next element, the pointer has left the window.
      if (relatedTarget === null) setOver(false);
    };
    // Once the drop itself was heard.
    const end = () => void setTimeout(() => setOver(false));
    document.addEventListener('dragenter', enter, { signal });
    document.addEventListener('dragleave', leave, { signal });
    document.addEventListener('drop', end, { signal, capture: true });
    document.addEventListener('dragend', end, { signal });
    return () => listening.abort();
  }, []);
  return over;
}
