import { countNumbers, numbersIn } from './numbers.ts';

type Attributes = ReadonlyMap<string, string>;

/**
 * Returns what one element takes by itself, where a plain shape takes 1: more for long attributes, and for
 * effects that look at each pixel many times.
 */
export function ownCost(name: string, attributes: Attributes): number {
  let length = 0;
  for (const value of attributes.values()) length += value.length;
  return 1 + length / 200 + effect(name, attributes);
}

/** Returns about how many points a shape's outline has. */
export function pointsOf(attributes: Attributes): number {
  const path = attributes.get('d') ?? attributes.get('points');
  return path === undefined ? 4 : Math.ceil(countNumbers(path) / 2);
}

const SIDES = ['d', 'points', 'width', 'height', 'r', 'rx', 'ry', 'x1', 'x2', 'y1', 'y2'];

/** Returns about how long a shape's outline is, and hardly ever less than that. */
export function outlineOf(attributes: Attributes): number {
  return SIDES.reduce((sum, side) => sum + 4 * numbersIn(attributes.get(side) ?? '').sum, 0);
}

/** What a pass over all pixels of an element takes, where a plain shape takes 1. */
export const PASS = 20;

function effect(name: string, attributes: Attributes): number {
  if (!name.startsWith('fe')) return 0;
  const number = (attribute: string) => numbersIn(attributes.get(attribute) ?? '').sum;
  switch (name) {
    case 'feTurbulence':
      return PASS * (1 + 4 * number('numOctaves'));
    case 'feConvolveMatrix':
      return PASS * (1 + countNumbers(attributes.get('kernelMatrix') ?? '') / 4 + number('order'));
    case 'feMorphology':
      return PASS * (1 + number('radius') / 4);
    case 'feGaussianBlur':
    case 'feDropShadow':
      return PASS * (1 + Math.min(1000, number('stdDeviation')) / 20);
    default:
      return PASS;
  }
}
