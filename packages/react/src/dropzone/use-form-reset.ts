'use client';
import { type RefObject, useEffect } from 'react';

/**
 * Tells when the form of a field was reset.
 *
 * @param root - What the field stands in.
 * @param form - Id of the form, where it is not the one around it.
 */
export function useFormReset(
  root: RefObject<HTMLElement | null>,
  form: string | undefined,
  onReset: () => void,
): void {
  useEffect(() => {
    // On the document, so that a listener of the app has had its chance to prevent it.
    const listen = (event: Event) => {
      const own =
        form === undefined ? root.current?.closest('form') : document.getElementById(form);
      if (event.target === own && !event.defaultPrevented) onReset();
    };
    document.addEventListener('reset', listen);
    return () => document.removeEventListener('reset', listen);
  }, [root, form, onReset]);
}
