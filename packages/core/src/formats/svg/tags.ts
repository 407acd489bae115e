import { BrokenFormat } from '../block.ts';
import { resolveCharacters } from './characters.ts';
import { endOfMarkup } from './entities.ts';

/** A start tag. */
export interface Tag {
  /** Without a prefix. */
  name: string;
  /** By name, with prefixes. */
  attributes: ReadonlyMap<string, string>;
}

/** What is told of a document while it is read. */
export interface TagHandler {
  open(tag: Tag): void;
  /** @param text - Characters of the element that is open. */
  text(text: string): void;
  close(): void;
}

/**
 * Reads the tags of a document from its root on, each character once.
 *
 * @throws BrokenFormat where tags are not well-formed, or not all are closed: browsers show nothing of such
 * a file.
 */
export function readTags(text: string, handler: TagHandler): void {
  const open: string[] = [];
  const prefixes = new Prefixes();
  let hasRoot = false;
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf('<', at);
    if (start === -1) break;
    if (start > at && open.length > 0) handler.text(resolveCharacters(text.slice(at, start)));
    const end = endOfMarkup(text, start);
    const second = text[start + 1];
    if (second === '/') {
      if (open.pop() !== text.slice(start + 2, end - 1).trimEnd()) throw notWellFormed();
      prefixes.close();
      handler.close();
    } else if (second === '!') readSection(text, start, end, handler);
    else if (second !== '?') {
      if (hasRoot && open.length === 0) throw notWellFormed();
      hasRoot = true;
      const name = readTag(text, start, end, { handler, prefixes });
      if (name !== null) open.push(name);
    }
    at = end;
  }
  if (!hasRoot || open.length > 0) throw new BrokenFormat('This drawing breaks off.');
}

const DATA = '<![CDATA[';

function readSection(text: string, start: number, end: number, handler: TagHandler): void {
  if (text.startsWith(DATA, start)) handler.text(text.slice(start + DATA.length, end - 3));
  else if (!text.startsWith('<!--', start)) throw notWellFormed();
}

/** Reads a start tag. @returns its name, or `null` where nothing is in the element. */
function readTag(
  text: string,
  start: number,
  end: number,
  { handler, prefixes }: { handler: TagHandler; prefixes: Prefixes },
): string | null {
  if (text[end - 1] !== '>') throw notWellFormed();
  const isEmpty = text[end - 2] === '/';
  const last = isEmpty ? end - 2 : end - 1;
  NAME.lastIndex = start + 1;
  const name = NAME.exec(text)?.[0];
  if (!name) throw notWellFormed();
  const attributes = readAttributes(text, start + 1 + name.length, last);
  prefixes.open(name, attributes);
  handler.open({ name: name.slice(name.indexOf(':') + 1), attributes });
  if (isEmpty) {
    prefixes.close();
    handler.close();
  }
  return isEmpty ? null : name;
}

function readAttributes(text: string, start: number, end: number): Map<string, string> {
  const attributes = new Map<string, string>();
  for (let at = start; at < end; ) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    ASSIGNMENT.lastIndex = at;
    const [before, name, quote] = ASSIGNMENT.exec(text) ?? [];
    if (before === undefined || !name || !quote || attributes.has(name)) throw notWellFormed();
    const from = at + before.length;
    const to = text.indexOf(quote, from);
    if (to === -1 || to >= end) throw notWellFormed();
    const value = text.slice(from, to);
    if (value.includes('<')) throw notWellFormed();
    attributes.set(name, resolveCharacters(value));
    at = to + 1;
  }
  return attributes;
}

const NAME = /[^\s<>/="']+/y;
const ASSIGNMENT = /([^\s<>/="']+)\s*=\s*(["'])/y;

/** Which prefixes of names are declared where (Namespaces in XML, section 6.1). */
class Prefixes {
  readonly #declared = new Map<string, number>([
    ['xml', 1],
    ['xmlns', 1],
  ]);
  readonly #open: string[][] = [];

  /** @throws BrokenFormat for a prefix that is not declared: no browser shows a document with one. */
  open(name: string, attributes: ReadonlyMap<string, string>): void {
    const own: string[] = [];
    for (const key of attributes.keys()) {
      if (key.startsWith('xmlns:')) own.push(key.slice('xmlns:'.length));
    }
    for (const prefix of own) this.#count(prefix, 1);
    this.#open.push(own);
    this.#check(name);
    for (const key of attributes.keys()) this.#check(key);
  }

  close(): void {
    for (const prefix of this.#open.pop() ?? []) this.#count(prefix, -1);
  }

  #count(prefix: string, difference: number): void {
    this.#declared.set(prefix, (this.#declared.get(prefix) ?? 0) + difference);
  }

  #check(name: string): void {
    const colon = name.indexOf(':');
    if (colon !== -1 && !this.#declared.get(name.slice(0, colon))) {
      throw new BrokenFormat('This drawing uses a prefix that it does not declare.');
    }
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

function notWellFormed(): BrokenFormat {
  return new BrokenFormat('This drawing is not well-formed XML.');
}
