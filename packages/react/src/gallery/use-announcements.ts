'use client';
import { useCallback, useState } from 'react';

/** What is said to assistive technology, in a live region that is there from the start. */
export function useAnnouncements(): [message: string, announce: (message: string) => void] {
  const [message, setMessage] = useState('');
  const announce = useCallback((next: string) => {
    // The same words again are only spoken where the text differs.
    setMessage((now) => (now === next ? `${next}\u00a0` : next));
  }, []);
  return [message, announce];
}
