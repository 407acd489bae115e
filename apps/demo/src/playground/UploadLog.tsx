import type { UploadItem } from '@tintype/react';
import { useEffect, useRef, useState } from 'react';

const LONGEST = 200;

interface Entry {
  key: string;
  time: string;
  name: string;
  status: UploadItem['status'];
  why: string;
}

/** Each status that a picture has had, the newest first. */
export function UploadLog({ items }: { items: readonly UploadItem[] }) {
  const { entries, clear } = useEntries(items);
  return (
    <section className="log" aria-labelledby="log">
      <h2 id="log">What the engine did</h2>
      {entries.length === 0 ? (
        <p>Nothing yet. Add some pictures, and switch something on.</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <ol aria-labelledby="log" tabIndex={0}>
            {entries.map(({ key, time, name, status, why }) => (
              <li key={key} data-status={status}>
                <time>{time}</time> <b>{status}</b> <span>{name}</span>
                {why ? <q>{why}</q> : null}
              </li>
            ))}
          </ol>
          <p className="buttons">
            <button type="button" onClick={clear}>
              Empty the list
            </button>
          </p>
        </>
      )}
    </section>
  );
}

function useEntries(items: readonly UploadItem[]) {
  const [entries, setEntries] = useState<Entry[]>([]);
  const last = useRef(new Map<string, string>());
  useEffect(() => {
    const news = items.filter(({ id, status, attempt }) => {
      const now = `${status} ${attempt}`;
      if (last.current.get(id) === now) return false;
      last.current.set(id, now);
      return true;
    });
    if (news.length === 0) return;
    const latest = news.map(entryOf).reverse();
    setEntries((before) => [...latest, ...before].slice(0, LONGEST));
  }, [items]);
  return { entries, clear: () => setEntries([]) };
}

function entryOf(item: UploadItem): Entry {
  const { id, status, attempt, file } = item;
  return {
    key: `${id} ${status} ${attempt} ${performance.now()}`,
    time: new Date().toLocaleTimeString('en-GB'),
    name: file.name,
    status,
    why: whyOf(item),
  };
}

function whyOf(item: UploadItem): string {
  if (item.status === 'uploading' && item.attempt > 1) return `attempt ${item.attempt}`;
  if (item.status === 'done' && item.attempt > 1) return `after ${item.attempt} attempts`;
  return 'error' in item ? `${item.error.code}: ${item.error.message}` : '';
}
