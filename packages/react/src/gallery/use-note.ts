'use client';
import { useCallback, useEffect, useState } from 'react';

const STAYS = 2500;

/** A word about what was just done, that goes after a while. Empty while there is none. */
export function useNote(): [note: string, say: (note: string) => void] {
  const [note, setNote] = useState({ text: '' });
  useEffect(() => {
    if (note.text === '') return;
    const timer = setTimeout(() => setNote({ text: '' }), STAYS);
    return () => clearTimeout(timer);
  }, [note]);
  const say = useCallback((text: string) => setNote({ text }), []);
  return [note.text, say];
}
