import { BrokenFormat } from '../block.ts';
import { characterOf } from './characters.ts';
import type { XMLProlog } from './prolog.ts';

// Drawing programs declare short names of namespaces and styles. More growth than this is an attack.
const MOST_GROWTH = 1024 * 1024;
const MOST_ENTITIES = 1000;
const DEEPEST = 16;

/** Entities that a document type declares, by name. */
export type Entities = ReadonlyMap<string, string>;

/**
 * Returns the entities that a document type declares with their text. Those in other files and those of
 * document types themselves are left out, as browsers leave them out of images.
 */
export function readEntities({ internalSubset: subset }: XMLProlog): Entities {
  const entities = new Map<string, string>();
  let at = 0;
  while (at < subset.length && entities.size < MOST_ENTITIES) {
    const start = subset.indexOf('<!', at);
    if (start === -1) break;
    if (subset.startsWith('<!--', start)) at = behind(subset, '-->', start + 4);
    else {
      const end = endOfDeclaration(subset, start);
      const [, name, double, single] = ENTITY.exec(subset.slice(start, end)) ?? [];
      // Where a name is declared twice, the first declaration counts (XML 1.0, section 4.2).
      if (name && !entities.has(name)) entities.set(name, withCharacters(double ?? single ?? ''));
      at = end;
    }
  }
  return entities;
}

const ENTITY = /^<!ENTITY\s+([^\s%"'<>&]+)\s+(?:"([^"]*)"|'([^']*)')\s*>$/;

/** Where a declaration ends, quotes being passed over. */
function endOfDeclaration(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === '>') return at + 1;
    at = character === '"' || character === "'" ? behind(text, character, at + 1) : at + 1;
  }
  return at;
}

/** References to characters are resolved where an entity is declared (XML 1.0, section 4.4). */
function withCharacters(value: string): string {
  return value.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (whole, hex, decimal) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return characterOf(code) ?? whole;
  });
}

/**
 * Puts the text of entities in their places, and leaves out the document type, so that what comes after
 * has no entities but the five that every document knows. A reference to what is not declared stays.
 *
 * @param start - Where the root element begins.
 * @throws BrokenFormat when the text would grow by more than a megabyte.
 */
export function expandEntities(text: string, start: number, entities: Entities): string {
  const content = text.slice(start);
  if (entities.size === 0 || !content.includes('&')) return content;
  const expansion = new Expansion(entities);
  const parts: string[] = [];
  for (let at = 0; at < content.length; ) {
    const tag = content.indexOf('<', at);
    const end = tag === -1 ? content.length : tag;
    parts.push(expansion.expand(content.slice(at, end), asContent));
    at = end;
    if (tag === -1) break;
    at = endOfMarkup(content, tag);
    const markup = content.slice(tag, at);
    const isTag = markup[1] !== '!' && markup[1] !== '?';
    parts.push(isTag ? expansion.expand(markup, asAttribute) : markup);
  }
  return parts.join('');
}

/** Where a tag, a comment, a section of data or an instruction ends. */
export function endOfMarkup(text: string, start: number): number {
  if (text.startsWith('<!--', start)) return behind(text, '-->', start + 4);
  if (text.startsWith('<![CDATA[', start)) return behind(text, ']]>', start + 9);
  if (text.startsWith('<?', start)) return behind(text, '?>', start + 2);
  return endOfDeclaration(text, start + 1);
}

type Quote = (text: string) => string;

const asContent: Quote = (text) => text;
/** Within an attribute, quotes of an entity are characters, and markup is a mistake. */
const asAttribute: Quote = (text) =>
  text.replaceAll('"', '&quot;').replaceAll("'", '&apos;').replaceAll('<', '&lt;');

class Expansion {
  readonly #entities: Entities;
  #growth = 0;

  constructor(entities: Entities) {
    this.#entities = entities;
  }

  expand(text: string, quote: Quote, depth = 0): string {
    if (!text.includes('&')) return text;
    if (depth > DEEPEST)
      throw new BrokenFormat('This drawing has entities within entities without end.');
    return text.replace(/&([^\s#&;<"']{1,100});/g, (whole, name: string) => {
      const value = this.#entities.get(name);
      if (value === undefined) return whole;
      this.#growth += value.length + 1;
      if (this.#growth > MOST_GROWTH) {
        throw new BrokenFormat('This drawing has entities that would grow without measure.');
      }
      return quote(this.expand(value, asContent, depth + 1));
    });
  }
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}
