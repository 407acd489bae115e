import { createFormats, type Formats } from './formats.ts';
import type { Counted, Words } from './words.ts';

/** What goes into the places of a sentence. */
export type Values = Readonly<Record<string, string>>;

/** Makes sentences of words, in one language. */
export interface Sentences {
  formats: Formats;
  /** Puts values in the places that are named for them. */
  fill: (words: string, values: Values) => string;
  /** Takes the form for a number. It goes into `{count}`, formatted. */
  counted: (words: Counted, count: number, more?: Values) => string;
  /** What was not written by us, such as the name of a file. */
  foreign: (text: string) => string;
  /** Sentences around a name. */
  named: (words: string) => (name: string) => string;
}

export function createSentences(words: Words): Sentences {
  const formats = createFormats(words.formats ?? words.tag);
  const foreign = (text: string) =>
    words.dir === 'rtl' || RIGHT_TO_LEFT.test(text) ? isolate(text) : text;
  return {
    formats,
    fill,
    counted: (said, count, more) =>
      fill(formOf(said, formats.pluralForm(count)), { count: formats.number(count), ...more }),
    foreign,
    named: (said) => (name) => fill(said, { name: foreign(name) }),
  };
}

// One pass, so that a file may be called `{count}.jpg`.
function fill(words: string, values: Values): string {
  return words.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** Romance languages say `many` of millions, in words that we do not use: theirs is `other`. */
function formOf(words: Counted, form: Intl.LDMLPluralRule): string {
  return typeof words === 'string' ? words : (words[form] ?? words.other);
}

// Hebrew to Arabic Extended-A, and their presentation forms.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * Keeps what has a direction of its own from turning the sentence around it.
 *
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
