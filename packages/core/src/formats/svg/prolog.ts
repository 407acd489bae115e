/** What stands before the contents of an XML document, as far as it was seen. */
export interface XMLProlog {
  /** Name of the root element, with its prefix; `null` where it was not reached. */
  rootName: string | null;
  /** The root's attributes, by name. As they are written: entities are not resolved. */
  attributes: ReadonlyMap<string, string>;
  /** Name in the document type declaration, or `null`. */
  doctype: string | null;
  /** What the document type declares between its brackets. */
  internalSubset: string;
  /** Whether the text ends before the root's start tag does. */
  isCut: boolean;
  /** Where the root element begins. */
  start: number;
}

const SPACE = /[\t\n\r ]/;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * Reads XML up to the end of its root's start tag: declaration, processing instructions, comments and
 * document type. Each character is looked at once.
 *
 * @returns `null` for what is no XML.
 */
export function readProlog(text: string): XMLProlog | null {
  const prolog: XMLProlog = {
    rootName: null,
    attributes: new Map(),
    doctype: null,
    internalSubset: '',
    isCut: true,
    start: text.length,
  };
  let at = skipSpace(text, 0);
  while (at < text.length) {
    if (text[at] !== '<') return null;
    if (text.startsWith('<?', at)) at = behind(text, '?>', at + 2);
    else if (text.startsWith('<!--', at)) at = behind(text, '-->', at + 4);
    else if (text.startsWith('<!DOCTYPE', at)) at = readDoctype(text, at, prolog);
    else if (text[at + 1] === '!') return isBegun(text, at) ? prolog : null;
    else return readRoot(text, at, prolog);
    at = skipSpace(text, at);
  }
  return prolog;
}

/** Whether the text ends within `<!--` or `<!DOCTYPE`. */
function isBegun(text: string, at: number): boolean {
  const rest = text.slice(at, at + '<!DOCTYPE'.length);
  return (
    at + rest.length === text.length && ('<!--'.startsWith(rest) || '<!DOCTYPE'.startsWith(rest))
  );
}

function readDoctype(text: string, start: number, prolog: XMLProlog): number {
  const name = readName(text, skipSpace(text, start + '<!DOCTYPE'.length));
  prolog.doctype = name;
  let at = start + '<!DOCTYPE'.length;
  while (at < text.length) {
    const character = text[at];
    if (character === '>') return at + 1;
    if (character === '[') {
      const end = endOfSubset(text, at + 1);
      prolog.internalSubset = text.slice(at + 1, end);
      at = end + 1;
    } else at = isQuote(character) ? behind(text, character, at + 1) : at + 1;
  }
  return text.length;
}

/** Where the bracket stands that closes the declarations of a document type. */
function endOfSubset(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== ']') {
    if (text.startsWith('<!--', at)) at = behind(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) at = behind(text, '?>', at + 2);
    else at = isQuote(text[at]) ? behind(text, text[at] ?? '', at + 1) : at + 1;
  }
  return at;
}

function readRoot(text: string, start: number, prolog: XMLProlog): XMLProlog | null {
  const name = readName(text, start + 1);
  let at = start + 1 + name.length;
  if (name === '' && at < text.length) return null;
  if (at === text.length) return prolog;
  const attributes = new Map<string, string>();
  const seen = { ...prolog, rootName: name, attributes, start };
  while (at < text.length) {
    at = skipSpace(text, at);
    if (text[at] === '>' || text.startsWith('/>', at)) {
      return { ...seen, isCut: false };
    }
    const attribute = readName(text, at);
    at = skipSpace(text, at + attribute.length);
    if (attribute === '' || text[at] !== '=') return at < text.length ? null : seen;
    at = skipSpace(text, at + 1);
    const quote = text[at];
    if (!isQuote(quote)) return at < text.length ? null : seen;
    const end = behind(text, quote, at + 1);
    attributes.set(attribute, text.slice(at + 1, end - 1));
    at = end;
  }
  return seen;
}

function readName(text: string, start: number): string {
  let at = start;
  while (at < text.length && isNameCharacter(text.charCodeAt(at))) at++;
  return text.slice(start, at);
}

/** Letters, digits, `-`, `.`, `:`, `_`, and all that is not ASCII. */
function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2d && code <= 0x3a && code !== 0x2f) ||
    code === 0x5f ||
    code > 0x7f
  );
}

function isQuote(character: string | undefined): character is '"' | "'" {
  return character === '"' || character === "'";
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && SPACE.test(text[at] ?? '')) at++;
  return at;
}

/** Where what stands behind a mark begins; the end of the text where there is none. */
function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

/**
 * Whether a document is a drawing: its root is `svg`, with a prefix or without, in the namespace of SVG
 * or in none that is declared, and its document type, where there is one, is that of a drawing. A page of
 * HTML that has a drawing in it, or says that it is one, is none.
 */
export function isSVGProlog({ rootName, attributes, doctype, internalSubset }: XMLProlog): boolean {
  const [prefix, local] = splitName(rootName ?? '');
  if (local !== 'svg') return false;
  if (doctype !== null && splitName(doctype)[1] !== 'svg') return false;
  const namespace = attributes.get(prefix === '' ? 'xmlns' : `xmlns:${prefix}`);
  // Where it is declared by an entity, what that stands for is declared in the file itself.
  if (namespace === undefined || namespace === SVG_NAMESPACE) return true;
  return namespace.startsWith('&') && internalSubset.includes(SVG_NAMESPACE);
}

function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}
