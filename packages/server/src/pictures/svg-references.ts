// A part of the file, and bytes of an image or a font in it. An SVG within is not among them: it would need
// to be sanitized as well.
const LOCAL = /#[\w.:-]+/y;
const INLINE =
  /data:(?:image\/(?:png|jpe?g|gif|webp|avif)|font\/[a-z0-9-]{1,20});base64,[A-Za-z0-9+/=\s]*/iy;

/** A reference that stays within the file: to a part of it, or to bytes that it holds. */
export function isOwnReference(href: string): boolean {
  const reference = href.trim();
  return matchAt(LOCAL, reference, 0) === reference.length || isInline(reference);
}

function isInline(reference: string): boolean {
  return matchAt(INLINE, reference, 0) === reference.length;
}

/** Where a match that begins at an offset ends, or -1. */
function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

const URL_FUNCTION = /url\s*\(/gi;
// Other ways for CSS to fetch, and the one for old browsers to run code.
const FETCHING =
  /(?:-webkit-)?image-set\(|cross-fade\(|(?:image|src|element|expression)\(|@import|-moz-binding/gi;

/**
 * CSS that reaches nobody. A reference to elsewhere becomes a function that no browser knows, so its
 * declaration does nothing; the rest stays as it is.
 */
export function cleanCSS(css: string): string {
  // An escape may hide a letter of what is looked for; without the backslash it is another word.
  const plain = css.replaceAll('\\', '').replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '');
  return plain
    .replace(URL_FUNCTION, (found, offset: number) =>
      isOwnURL(plain, offset + found.length) ? found : 'removed(',
    )
    .replace(FETCHING, withoutEffect)
    .replace(/behavior/gi, (found, offset: number, all: string) =>
      isProperty(all, offset, found.length) ? 'removed' : found,
    );
}

/** Whether a word is a property by itself, and not the end of one like `scroll-behavior`. */
function isProperty(css: string, offset: number, length: number): boolean {
  const isEnd = css[offset - 1] === '-' && /\w/.test(css[offset - 2] ?? '');
  return !isEnd && css[skipSpace(css, offset + length)] === ':';
}

/**
 * Whether what stands in the parentheses of a `url` stays within the file. What follows decides, not what
 * stands around it, so it does not matter where a browser sees a string begin.
 */
function isOwnURL(css: string, start: number): boolean {
  const from = skipSpace(css, start);
  const quote = css[from] === '"' || css[from] === "'" ? css[from] : '';
  const begin = from + quote.length;
  const local = matchAt(LOCAL, css, begin);
  const end = local === -1 ? matchAt(INLINE, css, begin) : local;
  if (end === -1 || !css.startsWith(quote, end)) return false;
  return css[skipSpace(css, end + quote.length)] === ')';
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}

/** Of the same shape, or a parenthesis that nothing closes would swallow all rules behind it. */
function withoutEffect(found: string): string {
  const sign = /^[@-]/.exec(found)?.[0] ?? '';
  return found.endsWith('(') ? 'removed(' : `${sign}removed`;
}
