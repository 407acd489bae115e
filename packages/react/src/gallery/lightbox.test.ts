import { expect, it } from 'vitest';
import { actionOfKey } from './lightbox-keys.ts';
import { CLOSEST, moved, WHOLE, zoomed } from './zoom.ts';

const bounds = { width: 900, height: 600, placeWidth: 1000, placeHeight: 600 };
const MIDDLE = { x: 0, y: 0 };

it('keeps what lies under the pointer in its place', () => {
  const at = { x: 200, y: 100 };
  const view = zoomed(WHOLE, 2, at, bounds);
  expect(view).toEqual({ scale: 2, x: -200, y: -100 });
});

it('never gets smaller than whole, nor closer than it can', () => {
  expect(zoomed(WHOLE, 0.1, MIDDLE, bounds)).toEqual(WHOLE);
  expect(zoomed(WHOLE, 100, MIDDLE, bounds).scale).toBe(CLOSEST);
  const corner = zoomed(WHOLE, 4, { x: 400, y: 300 }, bounds);
  expect(zoomed(corner, 0.25, MIDDLE, bounds)).toEqual(WHOLE);
});

it('cannot be moved off its place', () => {
  const view = zoomed(WHOLE, 2, MIDDLE, bounds);
  expect(moved(view, { x: 5000, y: -5000 }, bounds)).toEqual({ scale: 2, x: 400, y: -300 });
  expect(moved(WHOLE, { x: 50, y: 50 }, bounds)).toEqual(WHOLE);
});

it.each([
  ['ArrowLeft', false, { type: 'move', to: 'previous' }],
  ['ArrowRight', false, { type: 'move', to: 'next' }],
  ['ArrowLeft', true, { type: 'move', to: 'next' }],
  ['ArrowRight', true, { type: 'move', to: 'previous' }],
  ['Home', false, { type: 'move', to: 'first' }],
  ['End', false, { type: 'move', to: 'last' }],
  ['+', false, { type: 'zoom', factor: 1.5 }],
  ['-', false, { type: 'zoom', factor: 1 / 1.5 }],
  ['0', false, { type: 'reset' }],
  ['x', false, null],
])('the key %s, right to left %s, means %o', (key, rightToLeft, action) => {
  expect(actionOfKey({ key, rightToLeft, zoomed: false })).toEqual(action);
});

it('arrows move a picture that is zoomed', () => {
  const action = actionOfKey({ key: 'ArrowRight', rightToLeft: true, zoomed: true });
  expect(action).toEqual({ type: 'pan', x: -80, y: 0 });
});
