// The icons that a page needs at once. Drawn on a grid of 20 with round strokes of 1.5.

export const pictures =
  'M6.5 3.5h9a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 5 12V5a1.5 1.5 0 0 1 1.5-1.5ZM5 11l3-3 3.5 3.5M10.5 10.5l2-2L17 12M14 6.25h.01M3 6.5v8A2 2 0 0 0 5 16.5h9.5';
export const camera =
  'M7.5 4.5h5l1.2 2H16A1.5 1.5 0 0 1 17.5 8v6.5A1.5 1.5 0 0 1 16 16H4a1.5 1.5 0 0 1-1.5-1.5V8A1.5 1.5 0 0 1 4 6.5h2.3l1.2-2ZM10 13.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Z';
export const link =
  'M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2L10 5.7M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l1.1-1';
export const alert = 'M10 6.5v4M10 13.5h.01M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5Z';
export const retry =
  'M4 10a6 6 0 0 1 10.4-4.1L16 7.5M16 4v3.5h-3.5M16 10a6 6 0 0 1-10.4 4.1L4 12.5M4 16v-3.5h3.5';
export const cross = 'm5.5 5.5 9 9m0-9-9 9';
export const bin =
  'M4 5.5h12M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5.5 5.5l.7 9.6a1.5 1.5 0 0 0 1.5 1.4h4.6a1.5 1.5 0 0 0 1.5-1.4l.7-9.6';
export const undo = 'M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4.25 4.25 0 0 1 0 8.5H8';
