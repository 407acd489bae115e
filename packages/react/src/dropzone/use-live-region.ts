'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

// What is said while focus comes back from the file dialog gets lost in NVDA, and what follows too soon
// takes the place of what was not spoken yet.
const BETWEEN = 1000;

/** What a live region says, and how it is told to. */
export interface LiveRegion {
  message: string;
  /**
   * Says something a second from now, or a second after what is to be said before.
   *
   * @param isTrue - Asked before it is said, and by `retract()`. @default always
   */
  say: (message: string, isTrue?: () => boolean) => void;
  /** Takes back what is no longer true, also of what was said last: it can still be read. */
  retract: () => void;
}

interface Sentence {
  text: string;
  isTrue: () => boolean;
}

const NOTHING: Sentence = { text: '', isTrue: () => true };

/** One thing after the other, for a live region. */
export function useLiveRegion(): LiveRegion {
  const [said, setSaid] = useState(NOTHING);
  const waiting = useRef<Sentence[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const next = useCallback(() => {
    timer.current = setTimeout(() => {
      timer.current = undefined;
      waiting.current = waiting.current.filter(({ isTrue }) => isTrue());
      const sentence = waiting.current.shift();
      if (sentence === undefined) return;
      // The same words once more would be no change, and not be spoken.
      setSaid((before) =>
        before.text === sentence.text ? { ...sentence, text: `${sentence.text}\u00A0` } : sentence,
      );
      next();
    }, BETWEEN);
  }, []);
  const say = useCallback(
    (text: string, isTrue = NOTHING.isTrue) => {
      waiting.current.push({ text, isTrue });
      if (timer.current === undefined) next();
    },
    [next],
  );
  const retract = useCallback(() => {
    setSaid((before) => (before.isTrue() ? before : NOTHING));
  }, []);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useMemo(() => ({ message: said.text, say, retract }), [said, say, retract]);
}
