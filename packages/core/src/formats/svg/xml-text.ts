import { BrokenFormat } from '../block.ts';

/** How XML writes its characters as bytes, as far as its first bytes say. */
type XMLEncoding = 'utf-16le' | 'utf-16be' | 'utf-8';

/**
 * Returns the encoding that an XML file begins with: by its byte order mark, or by the zeros around the
 * first `<` (XML 1.0, appendix F). Everything that is not UTF-16 counts as UTF-8, since markup is ASCII
 * in all of them.
 */
function xmlEncodingOf(bytes: Uint8Array): XMLEncoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return 'utf-8';
}

/**
 * Returns the text of XML for a look at its markup, without its byte order mark. Of other encodings than
 * UTF-16, each byte becomes a character: markup is the same in all of them.
 */
export function markupOf(bytes: Uint8Array): string {
  const encoding = xmlEncodingOf(bytes);
  if (encoding === 'utf-8') {
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return textOf(bytes.subarray(hasMark ? 3 : 0));
  }
  // By hand, since not every runtime's `TextDecoder` knows UTF-16.
  const units = new Uint16Array(bytes.length >> 1);
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let n = 0; n < units.length; n++) {
    units[n] = (bytes[2 * n + low] ?? 0) | ((bytes[2 * n + 1 - low] ?? 0) << 8);
  }
  return textOf(units[0] === 0xfeff ? units.subarray(1) : units);
}

// More arguments than that are too many for some engines.
const PIECE = 8192;

function textOf(units: Uint8Array | Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += PIECE) {
    text += String.fromCharCode(...units.subarray(at, at + PIECE));
  }
  return text;
}

/**
 * Decodes an XML file by its byte order mark, or else by what its declaration says.
 *
 * @throws BrokenFormat when the encoding is unknown, or the bytes are not of it.
 */
export function decodeXML(bytes: Uint8Array): string {
  const encoding = xmlEncodingOf(bytes);
  if (encoding !== 'utf-8') return markupOf(bytes);
  try {
    return new TextDecoder(declaredEncoding(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BrokenFormat('This drawing is not in the encoding that it declares.', { cause });
  }
}

// Version, encoding and `standalone` of a declaration take less.
const LONGEST_DECLARATION = 256;

function declaredEncoding(bytes: Uint8Array): string {
  const start = markupOf(bytes.subarray(0, LONGEST_DECLARATION)).trimStart();
  if (!start.startsWith('<?xml')) return 'utf-8';
  const declaration = start.slice(0, start.indexOf('?>'));
  return /\sencoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})["']/.exec(declaration)?.[1] ?? 'utf-8';
}
