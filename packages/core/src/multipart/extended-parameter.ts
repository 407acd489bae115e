import type { HeaderParameters } from './header-parameters.ts';

// A name of 255 characters needs far fewer.
const MOST_PIECES = 100;

/**
 * Reads a parameter that is encoded (`filename*=UTF-8''na%C3%AFve.jpg`, RFC 5987) or comes in pieces
 * (`filename*0="a"; filename*1*=%20b`, RFC 2231). Forms should use neither (RFC 7578, section 4.2), and
 * .NET and mail programs do.
 *
 * @returns `null` where there is none, or one that is empty or cannot be decoded.
 */
export function readExtended(parameters: HeaderParameters, name: string): string | null {
  const whole = parameters.get(`${name}*`);
  if (whole !== undefined) return decode(whole);
  const pieces: string[] = [];
  let isEncoded = false;
  for (let index = 0; index < MOST_PIECES; index++) {
    const plain = parameters.get(`${name}*${index}`);
    const encoded = parameters.get(`${name}*${index}*`);
    const piece = encoded ?? plain;
    if (piece === undefined) break;
    if (index === 0) isEncoded = encoded !== undefined;
    pieces.push(encoded ?? encodePercent(piece));
  }
  if (pieces.length === 0) return null;
  return isEncoded ? decode(pieces.join('')) : decode(`UTF-8''${pieces.join('')}`);
}

function encodePercent(text: string): string {
  return text.replaceAll('%', '%25');
}

/** Charset, language and value, divided by apostrophes. */
function decode(text: string): string | null {
  const first = text.indexOf("'");
  const second = text.indexOf("'", first + 1);
  if (first === -1 || second === -1) return null;
  try {
    const decoder = new TextDecoder(text.slice(0, first), { fatal: true });
    return decoder.decode(bytesOf(text.slice(second + 1))) || null;
  } catch {
    return null;
  }
}

function bytesOf(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const pair = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
    const isEncoded = bytes[at] === PERCENT && /^[\da-f]{2}$/i.test(pair);
    bytes[length++] = isEncoded ? Number.parseInt(pair, 16) : (bytes[at] ?? 0);
    if (isEncoded) at += 2;
  }
  return bytes.subarray(0, length);
}

const PERCENT = 37;
