import { BrokenFormat } from '../block.ts';
import { plainCSS } from './characters.ts';
import { type Demand, demandsOfStyle } from './demands.ts';

/** What the rules of style sheets demand, by the last part of their selectors. */
export interface SheetDemands {
  /** By `.class`, `#id` or name of an element; by `*` from rules that may be about any. */
  bySelector: Map<string, Demand[]>;
}

// Of rules for the same elements only the last one counts, so more than these are none that are meant.
const MOST_FOR_ONE = 100;
const NONE: readonly Demand[] = [];
const ANY = '*';
// Steps of an animation, of whatever has it.
const KEYFRAMES = new Set(['from', 'to']);

/**
 * Reads what the rules of a style sheet demand of a browser.
 *
 * @throws BrokenFormat for very many rules about the same elements.
 */
export function readStyleSheet(text: string, { bySelector }: SheetDemands): void {
  const css = plainCSS(text);
  // Rules in rules, as in `@media`, leave their outer head in front of the inner selector.
  for (const rule of css.split('}')) {
    const brace = rule.lastIndexOf('{');
    const demands: Demand[] = [];
    demandsOfStyle(rule.slice(brace + 1), demands);
    if (demands.length === 0) continue;
    const head = rule.slice(0, Math.max(0, brace));
    for (const selector of head.slice(head.lastIndexOf('{') + 1).split(',')) {
      const key = keyOf(selector) ?? ANY;
      const known = bySelector.get(key) ?? [];
      known.push(...demands);
      if (known.length > MOST_FOR_ONE) throw new BrokenFormat('This drawing has too many styles.');
      bySelector.set(key, known);
    }
  }
}

/** A class, an id or a name that whatever a selector selects must have; `null` where there is none. */
function keyOf(selector: string): string | null {
  const last =
    selector
      .trim()
      .split(/[\s>+~]/)
      .at(-1) ?? '';
  const [plain = ''] = last.split(/[:[]/);
  return /^[.#]?[\w-]+$/.test(plain) && !KEYFRAMES.has(plain) ? plain : null;
}

/** Returns what style sheets demand for an element. */
export function demandsOfSheets(
  { bySelector }: SheetDemands,
  name: string,
  attributes: ReadonlyMap<string, string>,
): Demand[] {
  if (bySelector.size === 0) return [];
  const classes = new Set((attributes.get('class') ?? '').split(/\s+/));
  const keys = [ANY, name, `#${attributes.get('id') ?? ''}`];
  for (const one of classes) keys.push(`.${one}`);
  return keys.flatMap((key) => bySelector.get(key) ?? NONE);
}
