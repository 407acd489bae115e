import { BrokenFormat } from '../block.ts';

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * Resolves references to characters, and the five entities that every document knows.
 *
 * @throws BrokenFormat for any other: no browser shows a document with one.
 */
export function resolveCharacters(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (_, hex?: string, decimal?: string, name?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const character = name === undefined ? characterOf(code) : NAMED[name];
    if (character) return character;
    throw new BrokenFormat('This drawing refers to an entity that it does not declare.');
  });
}

const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6});|#(\d{1,7});|(amp|lt|gt|quot|apos);)?/g;

/** Returns the character of a number, or `null` where no document may have it. */
export function characterOf(code: number): string | null {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

/** Resolves the escapes of CSS, and takes out its comments. */
export function plainCSS(css: string): string {
  const text = css.includes('/*') ? withoutComments(css) : css;
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:([0-9a-f]{1,6})\s?|([^0-9a-f]))/gi,
    (_, hex?: string, other?: string) =>
      hex === undefined ? (other ?? '') : (characterOf(Number.parseInt(hex, 16)) ?? ''),
  );
}

function withoutComments(css: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < css.length) {
    const start = css.indexOf('/*', at);
    parts.push(css.slice(at, start === -1 ? css.length : start));
    if (start === -1) break;
    const end = css.indexOf('*/', start + 2);
    at = end === -1 ? css.length : end + 2;
  }
  return parts.join('');
}
