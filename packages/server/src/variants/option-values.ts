import sharp from 'sharp';
import { badOptions } from './render-refusal.ts';

/** A whole number in a range, both ends included. @throws RenderRefusal 9401 */
export function readWhole(name: string, value: string, least: number, most: number): number {
  const number = readNumber(name, value, least, most);
  if (Number.isInteger(number)) return number;
  throw badOptions(`${name} must be a whole number from ${least} to ${most}`);
}

/** A number in a range, both ends included. @throws RenderRefusal 9401 */
export function readNumber(name: string, value: string, least: number, most: number): number {
  // Number() alone would take "", "0x10" and "1e9".
  const number = /^\d{1,6}(?:\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw badOptions(`${name} must be a number from ${least} to ${most}`);
}

/** One of some words. @throws RenderRefusal 9401 */
export function readWord<Word extends string>(
  name: string,
  value: string,
  words: readonly Word[],
): Word {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw badOptions(`${name} must be one of ${words.join(', ')}`);
}

/** A switch. @throws RenderRefusal 9401 */
export function readSwitch(name: string, value: string): boolean {
  return readWord(name, value, ['true', 'false']) === 'true';
}

const LONGEST_COLOUR = 64;

/** A colour as CSS writes it. @throws RenderRefusal 9401 */
export function readColour(name: string, value: string): string {
  const background = value.trim().toLowerCase();
  try {
    if (background.length > LONGEST_COLOUR) throw new RangeError('too long');
    // It only reads the colour; nothing is made until somebody asks for the pixels.
    sharp({ create: { width: 1, height: 1, channels: 4, background } });
    return background;
  } catch (cause) {
    throw badOptions(`${name} must be a colour as CSS writes it, such as red or %23ff8800`, cause);
  }
}
