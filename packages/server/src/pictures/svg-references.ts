// Bytes of a picture or a font in the SVG itself. An SVG within is not among them: it would need to be
// sanitized as well.
const INLINE =
  'data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/[a-z0-9-]{1,20});base64,[A-Za-z0-9+/=\\s]*';
const LOCAL = '#[\\w.:-]+';
const INLINE_IMAGE = new RegExp(`^\\s*${INLINE}$`, 'i');
const LOCAL_REFERENCE = new RegExp(`^\\s*${LOCAL}\\s*$`);

/** A reference that stays within the file: to a part of it, or to bytes that it holds. */
export function isOwnReference(href: string): boolean {
  return LOCAL_REFERENCE.test(href) || INLINE_IMAGE.test(href);
}

// `url(` with anything behind it but a reference that stays within the file. What follows decides, not
// what stands around it, so it does not matter where a browser sees a string begin.
const FOREIGN_URL = new RegExp(
  `url\\s*\\((?!\\s*(?:(?:"${LOCAL}"|'${LOCAL}'|${LOCAL}|"${INLINE}"|'${INLINE}')\\s*\\)|${INLINE}\\)))`,
  'gi',
);
// Other ways for CSS to fetch, and the one for old browsers to run code.
const FETCHING =
  /(?:-webkit-)?image-set\s*\(|(?:cross-fade|image|src|element|expression)\s*\(|@import|-moz-binding|(?<!\w-)behavior(?=\s*:)/gi;

/**
 * CSS that reaches nobody. A reference to elsewhere becomes a function that no browser knows, so its
 * declaration does nothing; the rest stays as it is.
 */
export function cleanCSS(css: string): string {
  // An escape may hide a letter of what is looked for; without the backslash it is another word.
  const plain = css.replaceAll('\\', '').replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '');
  return plain.replace(FOREIGN_URL, 'removed(').replace(FETCHING, withoutEffect);
}

/** Of the same shape, or a parenthesis that nothing closes would swallow all rules behind it. */
function withoutEffect(found: string): string {
  const sign = /^[@-]/.exec(found)?.[0] ?? '';
  return found.endsWith('(') ? 'removed(' : `${sign}removed`;
}
