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
  download: 'M10 3.5v9m-3.75-3.25L10 13l3.75-3.75M4 16.5h12',
  more: 'M4.5 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0m5 0a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0m5 0a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0',
  undo: 'M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4.25 4.25 0 0 1 0 8.5H8',
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  back: 'm12 4.5-5.5 5.5 5.5 5.5',
  forth: 'm8 4.5 5.5 5.5L8 15.5',
  info: 'M10 9v4.5M10 6.5h.01M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5Z',
  pause: 'M7 5v10M13 5v10',
  play: 'M7 4.5v11l8.5-5.5L7 4.5Z',
  camera:
    'M7.5 4.5h5l1.2 2H16A1.5 1.5 0 0 1 17.5 8v6.5A1.5 1.5 0 0 1 16 16H4a1.5 1.5 0 0 1-1.5-1.5V8A1.5 1.5 0 0 1 4 6.5h2.3l1.2-2ZM10 13.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Z',
  link: 'M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2L10 5.7M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l1.1-1',
  up: 'm5.5 12 4.5-4.5 4.5 4.5',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  grip: 'M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01',
  pencil: 'm4 16 .8-3.4 8.7-8.7a1.5 1.5 0 0 1 2.1 0l.5.5a1.5 1.5 0 0 1 0 2.1l-8.7 8.7L4 16Z',
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
