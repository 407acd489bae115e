// The icons of what can be done with stored pictures. Drawn on a grid of 20 with round strokes of 1.5.

export const copy =
  'M8 6.5h7A1.5 1.5 0 0 1 16.5 8v7a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 15V8A1.5 1.5 0 0 1 8 6.5ZM13.5 6.5V5A1.5 1.5 0 0 0 12 3.5H5A1.5 1.5 0 0 0 3.5 5v7A1.5 1.5 0 0 0 5 13.5h1.5';
export const open =
  'M11.5 3.5h5v5M16.5 3.5 9 11M8 5H5a1.5 1.5 0 0 0-1.5 1.5V15A1.5 1.5 0 0 0 5 16.5h8.5A1.5 1.5 0 0 0 15 15v-3';
export const download = 'M10 3.5v9m-3.75-3.25L10 13l3.75-3.75M4 16.5h12';
export const more =
  'M4.5 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0m5 0a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0m5 0a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0';
export const plus = 'M10 4.5v11M4.5 10h11';
export const minus = 'M4.5 10h11';
export const back = 'm12 4.5-5.5 5.5 5.5 5.5';
export const forth = 'm8 4.5 5.5 5.5L8 15.5';
