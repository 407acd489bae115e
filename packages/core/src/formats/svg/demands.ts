import { plainCSS } from './characters.ts';
import { numbersIn } from './numbers.ts';

/** What an attribute or a rule asks for besides the element itself. */
export type Demand =
  | Reference
  /** Dashes, so many for each unit of length. */
  | { kind: 'dashes'; perLength: number }
  /** Passes over all pixels of the element. */
  | { kind: 'passes'; count: number };

/** To draw another element, known by its id. */
export interface Reference {
  kind: 'reference';
  id: string;
  repetition: Repetition;
}

/** How often what is referred to is drawn again. */
export type Repetition =
  /** Once for the element. */
  | 'once'
  /** Once for each shape in it: colors are inherited. */
  | 'shapes'
  /** Once for each point of each path in it. */
  | 'points';

/** Returns what the `href` of an element refers to within its file, if anything. */
export function hrefOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const href = attributes.get('href') ?? attributes.get('xlink:href');
  if (href !== undefined) return href.trim();
  // Prefixes are the file's own.
  for (const [name, value] of attributes) if (name.endsWith(':href')) return value.trim();
  return undefined;
}

/** Adds what the attributes of an element demand. */
export function demandsOf(attributes: ReadonlyMap<string, string>, into: Demand[]): void {
  for (const [name, value] of attributes) {
    if (name === 'style') demandsOfStyle(plainCSS(value), into);
    else if (value.includes('(') || name === DASHES) addDemands(name, plainCSS(value), into);
  }
}

/** Adds what declarations of CSS demand, which have no comments and escapes any more. */
export function demandsOfStyle(css: string, into: Demand[]): void {
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':');
    addDemands(
      declaration.slice(0, colon).trim().toLowerCase(),
      declaration.slice(colon + 1),
      into,
    );
  }
}

/** Returns the id that a URL within the file leads to, or `null` for one that leads elsewhere. */
export function fragmentOf(url: string): string | null {
  if (!url.startsWith('#')) return null;
  try {
    return decodeURIComponent(url.slice(1));
  } catch {
    return url.slice(1);
  }
}

// Bounds keep a long run of spaces from being looked at again and again.
const LOCAL = /url\(\s{0,20}["']?\s{0,20}(#[^\s"')]{1,200})/gi;

const EFFECTS = /(?:blur|drop-shadow)\(/gi;
const DASHES = 'stroke-dasharray';

function addDemands(property: string, value: string, into: Demand[]): void {
  for (const [, url = ''] of value.matchAll(LOCAL)) {
    const id = fragmentOf(url);
    if (id !== null) into.push({ kind: 'reference', id, repetition: repetitionOf(property) });
  }
  const count = value.match(EFFECTS)?.length ?? 0;
  if (count > 0) into.push({ kind: 'passes', count });
  if (property !== DASHES || !/\d/.test(value)) return;
  const dashes = numbersIn(value);
  // Dashes without any length are a plain line.
  if (dashes.sum > 0) into.push({ kind: 'dashes', perLength: dashes.count / dashes.sum });
}

function repetitionOf(property: string): Repetition {
  if (property.startsWith('marker')) return 'points';
  return property === 'fill' || property === 'stroke' ? 'shapes' : 'once';
}

// What animates an attribute, and where it says to what.
const ANIMATIONS = new Set(['animate', 'set']);
const VALUES = ['to', 'from', 'by', 'values'];

/** Returns what an animation makes its target refer to, at one time or another. */
export function demandsOfAnimation(
  name: string,
  attributes: ReadonlyMap<string, string>,
): Demand[] {
  if (!ANIMATIONS.has(name)) return [];
  const property = attributes.get('attributeName')?.trim() ?? '';
  const demands: Demand[] = [];
  for (const key of VALUES) {
    for (const value of (attributes.get(key) ?? '').split(';')) {
      const id = /(?:^|:)href$/.test(property) ? fragmentOf(value.trim()) : null;
      if (id !== null) demands.push({ kind: 'reference', id, repetition: 'once' });
      else addDemands(property, plainCSS(value), demands);
    }
  }
  return demands;
}

// Elements whose `href` leads to what they draw; that of others leads to what they are about.
const DRAWING = new Set(
  ['use', 'pattern', 'linearGradient', 'radialGradient', 'filter', 'textPath'].concat([
    'tref',
    'feImage',
    'hatch',
  ]),
);

/** Returns what an element draws by its `href`, if anything. */
export function hrefDemand(name: string, attributes: ReadonlyMap<string, string>): Demand[] {
  const id = DRAWING.has(name) ? fragmentOf(hrefOf(attributes) ?? '') : null;
  return id === null ? [] : [{ kind: 'reference', id, repetition: 'once' }];
}
