import { describe, expect, it } from 'vitest';
import type { Locale } from './index.ts';
import * as entry from './index.ts';
import {
  COUNTS,
  codesWithWords,
  countedLabels,
  everythingSaid,
  failure,
  NAME,
  namedSentences,
} from './said.test.support.ts';

const { ar, de, en, es, fr, it: italian, ja, nl, pl, pt, zhHans } = entry;
const others = [ar, de, es, fr, italian, ja, nl, pl, pt, zhHans];

/** Words that happen to be the same as in English. */
const SHARED: Readonly<Record<string, string>> = {
  ar: '',
  de: 'in browser details offline an',
  es: 'variante error no web has',
  fr: 'format image images description pause photo site non zoom page pages place moment go',
  it: 'in file browser',
  ja: '',
  nl: 'camera of variant browser is details was in open site',
  pl: 'go to program',
  'pt-BR': 'zoom no site use',
  'zh-Hans': '',
};
// Names of things, and abbreviations that the language's own data have in common with English.
const TERMS =
  'q7 q8 jpg jpeg webp svg url urls html markdown cors https web id mb gb kb byte bytes min sec nov am pm';

/** Words of two letters and more, and of Latin letters only. */
function wordsOf(said: readonly unknown[]): Set<string> {
  const text = said.join('\n').toLowerCase();
  return new Set(text.match(/(?<![\p{L}’])[a-z]{2,}(?![\p{L}’])/gu));
}

function form(label: (n: number) => string, count: number): string {
  return label(count).replace(/[\d.,\s]+/g, '#');
}

it('exports these names and no others', () => {
  expect(Object.keys(entry).sort()).toEqual(
    ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'zhHans'].sort(),
  );
  expect([en, ...others].map(({ tag }) => Intl.getCanonicalLocales(tag)[0])).toEqual([
    'en',
    'ar',
    'de',
    'es',
    'fr',
    'it',
    'ja',
    'nl',
    'pl',
    'pt-BR',
    'zh-Hans',
  ]);
});

describe.each(others)('$tag', (locale: Locale) => {
  it('has the labels of English, and no others', () => {
    expect(shapeOf(locale)).toEqual(shapeOf(en));
  });

  it('says everything, and leaves no place empty', () => {
    for (const said of everythingSaid(locale)) {
      expect(said).toBeTypeOf('string');
      expect(said).not.toMatch(/\b(undefined|null|NaN)\b|\[object|[{}]|^\s*$|\s{2}/);
    }
  });

  it('says nothing in English', () => {
    const english = wordsOf(everythingSaid(en));
    const shared = new Set(`${TERMS} ${SHARED[locale.tag]}`.split(' '));
    const left = [...wordsOf(everythingSaid(locale))].filter(
      (word) => english.has(word) && !shared.has(word),
    );
    expect(left).toEqual([]);
  });

  it('has words of its own for every error, and those of the error for one that it does not know', () => {
    const sentences = codesWithWords.map((code) => locale.dropzone.error(failure(code)));
    expect(new Set(sentences).size).toBe(codesWithWords.length);
    for (const sentence of sentences) expect(sentence).not.toContain('q8');
    const unknown = failure('brand-new' as 'network');
    expect(locale.dropzone.error(unknown)).toContain('q8');
  });

  it('puts the name of the picture into what is said of it, whatever it is', () => {
    for (const name of [NAME, '$&{name}.jpg', '{count}']) {
      for (const said of namedSentences(locale, name)) expect(said).toContain(name);
    }
  });

  it('says a different form for each plural of its rules', () => {
    const rules = new Intl.PluralRules(locale.tag);
    const wanted = new Set(COUNTS.map((count) => rules.select(count)));
    const { added, deleted, count, loaded } = countedLabels(locale);
    for (const label of [added, deleted, count, loaded]) {
      const forms = new Set(COUNTS.map((number) => label && form(label, number)));
      // The numeral stays the same between "many" and "other" of Arabic: so does the noun, in writing.
      const least = locale.tag === 'ar' ? wanted.size - 1 : wanted.size;
      expect(forms.size).toBeGreaterThanOrEqual(least);
    }
  });
});

/** Names of labels and what they are, one level down too. */
function shapeOf({ dropzone, gallery }: Locale): Record<string, unknown> {
  const kinds = (labels: object): unknown =>
    Object.fromEntries(
      Object.entries(labels).map(([key, label]) => [
        key,
        typeof label === 'object' ? kinds(label) : typeof label,
      ]),
    );
  return { dropzone: kinds(dropzone), gallery: kinds(gallery) };
}
