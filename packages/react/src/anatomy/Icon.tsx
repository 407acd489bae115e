import type { ReactElement } from 'react';

// Drawn on a grid of 20 with round strokes of 1.5.
const PATHS = {
  pictures:
    'M6.5 3.5h9a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 5 12V5a1.5 1.5 0 0 1 1.5-1.5ZM5 11l3-3 3.5 3.5M10.5 10.5l2-2L17 12M14 6.25h.01M3 6.5v8A2 2 0 0 0 5 16.5h9.5',
  cross: 'm5.5 5.5 9 9m0-9-9 9',
  retry:
    'M4 10a6 6 0 0 1 10.4-4.1L16 7.5M16 4v3.5h-3.5M16 10a6 6 0 0 1-10.4 4.1L4 12.5M4 16v-3.5h3.5',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  alert: 'M10 6.5v4M10 13.5h.01M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5Z',
  copy: 'M8 6.5h7A1.5 1.5 0 0 1 16.5 8v7a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 15V8A1.5 1.5 0 0 1 8 6.5ZM13.5 6.5V5A1.5 1.5 0 0 0 12 3.5H5A1.5 1.5 0 0 0 3.5 5v7A1.5 1.5 0 0 0 5 13.5h1.5',
  bin: 'M4 5.5h12M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5.5 5.5l.7 9.6a1.5 1.5 0 0 0 1.5 1.4h4.6a1.5 1.5 0 0 0 1.5-1.4l.7-9.6',
  open: 'M11.5 3.5h5v5M16.5 3.5 9 11M8 5H5a1.5 1.5 0 0 0-1.5 1.5V15A1.5 1.5 0 0 0 5 16.5h8.5A1.5 1.5 0 0 0 15 15v-3',
  pause: 'M7 5v10M13 5v10',
  play: 'M7 4.5v11l8.5-5.5L7 4.5Z',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** A decorative icon: an `<svg>` that assistive technology does not see. */
export function Icon({ name }: { name: IconName }): ReactElement {
  return (
    <svg className="tt-icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
