import { badRequest } from '../images/api-refusal.ts';

/** Parameters of a header by their names, in lower case. */
export type HeaderParameters = ReadonlyMap<string, string>;

/** One way of writing a quoted value. */
interface Notation {
  /** Whether anything that it does not account for means that another notation was used. */
  isStrict: boolean;
  /** Where the quote is that ends a value, or -1. */
  findEnd(text: string, from: number): number;
  decode(value: string): string;
}

// Browsers write quotes and line breaks as percent signs, and nothing else differently (HTML, section
// 4.10.21.8): a backslash is a backslash, also in front of the quote that ends the name.
const AS_BROWSERS: Notation = {
  isStrict: true,
  findEnd: (text, from) => text.indexOf('"', from),
  decode: decodePercents,
};

// Go, curl and mail programs put a backslash before quotes and backslashes (RFC 9110, section 5.6.4).
const WITH_BACKSLASHES: Notation = {
  isStrict: true,
  findEnd(text, from) {
    let at = from;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return at < text.length ? at : -1;
  },
  decode: decodeBackslashes,
};

// What writes names as they are: a quote ends a value where a value can end.
const UNESCAPED: Notation = {
  isStrict: false,
  findEnd(text, from) {
    let at = text.indexOf('"', from);
    while (at !== -1) {
      const next = skipSpaces(text, at + 1);
      if (next === text.length || text[next] === ';') return at;
      at = text.indexOf('"', at + 1);
    }
    return text.length;
  },
  decode: decodeBackslashes,
};

/**
 * Reads the parameters of a header, such as `; name="file"; filename="a.jpg"`, with values that are quoted
 * or not. Of the notations in use, the first that accounts for every character counts. Each looks at
 * each character a few times at most.
 *
 * @param text - What stands behind the header's own value, from the first semicolon on.
 * @throws ApiRefusal 400 for a parameter that is there twice: who reads the header next may take the other.
 */
export function readParameters(text: string): HeaderParameters {
  for (const notation of [AS_BROWSERS, WITH_BACKSLASHES]) {
    const parameters = readBy(notation, text);
    if (parameters) return parameters;
  }
  return readBy(UNESCAPED, text) ?? new Map();
}

function readBy(notation: Notation, text: string): HeaderParameters | null {
  const parameters = new Map<string, string>();
  let at = skipSpaces(text, 0);
  while (at < text.length) {
    if (text[at] !== ';') {
      if (notation.isStrict) return null;
      at = endOfPlain(text, at);
      continue;
    }
    const start = skipSpaces(text, at + 1);
    const end = endOfName(text, start);
    const name = text.slice(start, end).toLowerCase();
    at = skipSpaces(text, end);
    if (text[at] !== '=') {
      if (name !== '' && notation.isStrict) return null;
      continue;
    }
    const value = readValue(notation, text, skipSpaces(text, at + 1));
    if (!value) return null;
    if (parameters.has(name)) throw badRequest(`a header of the form has "${name}" twice`);
    parameters.set(name, value.text);
    at = skipSpaces(text, value.end);
  }
  return parameters;
}

function readValue(
  { isStrict, findEnd, decode }: Notation,
  text: string,
  start: number,
): { text: string; end: number } | null {
  if (text[start] === '"') {
    const end = findEnd(text, start + 1);
    return end === -1 ? null : { text: decode(text.slice(start + 1, end)), end: end + 1 };
  }
  const end = endOfPlain(text, start);
  const value = text.slice(start, end).trimEnd();
  return isStrict && value.includes('"') ? null : { text: value, end };
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function endOfPlain(text: string, from: number): number {
  const end = text.indexOf(';', from);
  return end === -1 ? text.length : end;
}

const AFTER_NAME = new Set(['=', ';', ' ', '\t', '"']);

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && !AFTER_NAME.has(text.charAt(at))) at++;
  return at;
}

function decodePercents(value: string): string {
  return value.replace(/%(?:0D|0A|22)/gi, (code) => decodeURIComponent(code));
}

function decodeBackslashes(value: string): string {
  return decodePercents(value.replace(/\\(["\\])/g, '$1'));
}
