'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

// What is said while focus comes back from the file dialog gets lost in NVDA, and what follows too soon
// takes the place of what was not spoken yet.
const BETWEEN = 1000;

/** What a live region says, and how it is told to. */
export interface LiveRegion {
  message: string;
  /** Says something a second from now, or a second after what is to be said before. */
  say: (message: string) => void;
}

/** One thing after the other, for a live region. */
export function useLiveRegion(): LiveRegion {
  const [message, setMessage] = useState('');
  const waiting = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const next = useCallback(() => {
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const text = waiting.current.shift();
      if (text === undefined) return;
      // The same words once more would be no change, and not be spoken.
      setMessage((before) => (before === text ? `${text}\u00A0` : text));
      next();
    }, BETWEEN);
  }, []);
  const say = useCallback(
    (text: string) => {
      waiting.current.push(text);
      if (timer.current === undefined) next();
    },
    [next],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return { message, say };
}
