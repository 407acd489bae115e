/**
 * The text of an XML file, by its byte order mark or else by what its declaration says (XML 1.0,
 * appendix F).
 *
 * @throws Error when the encoding is unknown or the bytes are not of it.
 */
export function textOfXML(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes).trimStart();
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb) return 'utf-8';
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(200, bytes.length));
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    start.toString('latin1'),
  );
  return declared?.[1] ?? 'utf-8';
}

const ENTITY = /<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
const LONGEST_ENTITY = 256;
const MOST_ENTITIES = 100;
const MOST_GROWTH = 1_000_000;
const REFERENCE = /&([A-Za-z_][\w.-]*);/g;

/**
 * The entities of a document type, as Illustrator declares its namespaces with them. Only plain text
 * counts: an entity with markup or with other entities in it stays unknown, and so does one in a file.
 *
 * @param text - The document, which may refer to them again and again.
 * @throws Error when they would make it grow by more than a million characters.
 */
export function entitiesOf(doctype: string, text: string): Record<string, string> {
  const entities = new Map<string, string>();
  for (const [, name = '', double, single] of doctype.matchAll(ENTITY)) {
    const value = double ?? single ?? '';
    const isPlain = !/[&<%]/.test(value) && value.length <= LONGEST_ENTITY;
    if (isPlain && entities.size < MOST_ENTITIES) entities.set(name, value);
  }
  if (entities.size === 0) return {};
  let growth = 0;
  for (const [, name = ''] of text.matchAll(REFERENCE)) growth += entities.get(name)?.length ?? 0;
  if (growth > MOST_GROWTH) throw new Error('its entities make too much of it');
  return Object.fromEntries(entities);
}
