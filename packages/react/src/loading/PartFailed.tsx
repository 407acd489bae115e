'use client';
import { type ReactElement, useContext, useLayoutEffect, useRef } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { PartWordsContext } from './part-words.ts';

interface PartFailedProps {
  onRetry: () => void;
  /** Only a button, where there is no room for a sentence. */
  isShort?: boolean;
}

/** Says that a part could not be loaded, and loads it again on request. Renders a `<p>` or a `<button>`. */
export function PartFailed({ onRetry, isShort = false }: PartFailedProps): ReactElement {
  const { partFailed, partRetry } = useContext(PartWordsContext);
  const button = useRef<HTMLButtonElement>(null);
  useFocusKept(button);
  if (isShort) {
    const label = `${partFailed} ${partRetry}`;
    return (
      <button
        ref={button}
        type="button"
        className="tt-icon-button"
        data-tt={PARTS.partFailed}
        aria-label={label}
        title={label}
        onClick={onRetry}
      >
        <Icon path={icons.retry} />
      </button>
    );
  }
  return (
    <p role="alert" className="tt-part-failed" data-tt={PARTS.partFailed}>
      <Icon path={icons.alert} />
      <span className="tt-part-failed-text">{partFailed}</span>
      <button ref={button} type="button" className="tt-button" onClick={onRetry}>
        {partRetry}
      </button>
    </p>
  );
}

/** When the part comes in place of the button, the focus stays near instead of falling back to the page. */
function useFocusKept(button: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      if (!element || element.ownerDocument.activeElement !== element) return;
      const around = element.closest(`[data-tt="${PARTS.partFailed}"]`)?.parentElement;
      const owner = around?.closest('[data-tt]');
      queueMicrotask(() => {
        const { activeElement, body } = element.ownerDocument;
        // What came may have taken the focus itself.
        if (activeElement !== null && activeElement !== body) return;
        owner?.querySelector<HTMLElement>('button, input, a[href]')?.focus();
      });
    };
  }, [button]);
}
