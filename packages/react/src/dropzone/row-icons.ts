// The icons of pictures in a list. Drawn on a grid of 20 with round strokes of 1.5.

export const check = 'm4.5 10.5 3.5 3.5 7.5-8';
export const pause = 'M7 5v10M13 5v10';
export const play = 'M7 4.5v11l8.5-5.5L7 4.5Z';
export const pencil =
  'm4 16 .8-3.4 8.7-8.7a1.5 1.5 0 0 1 2.1 0l.5.5a1.5 1.5 0 0 1 0 2.1l-8.7 8.7L4 16Z';
export const grip = 'M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01';
export const up = 'm5.5 12 4.5-4.5 4.5 4.5';
export const down = 'm5.5 8 4.5 4.5L14.5 8';
