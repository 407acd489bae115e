// One row for whoever leaves the screen to the app, so that only the engines differ.
import { memo, type ReactElement } from 'react';

export interface RowProps {
  name: string;
  done: boolean;
  /** From 0 to 100. */
  percent: number;
  src: string | null | undefined;
}

const box = { display: 'inline-block', width: 92, height: 120, overflow: 'hidden', fontSize: 10 };

export const Row = memo(function Row({ name, done, percent, src }: RowProps): ReactElement {
  return (
    <li data-done={done || undefined} style={box}>
      {src ? (
        <img
          src={src}
          width="88"
          height="88"
          alt=""
          {...{ elementtiming: 'preview' }}
          style={{ objectFit: 'cover' }}
        />
      ) : null}
      <span>{name}</span>
      <progress style={{ width: 80 }} max="100" value={percent} />
    </li>
  );
});

export const countDone = (): number => document.querySelectorAll('[data-done]').length;

// A preview counts once it is painted (Element Timing), not when its size is known.
const painted = new Set<unknown>();
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if ('renderTime' in entry && 'element' in entry && Number(entry.renderTime) > 0) {
      painted.add(entry.element);
    }
  }
}).observe({ type: 'element', buffered: true });

export const countPreviews = (): number => painted.size;
