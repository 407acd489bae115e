import { BrokenFormat } from '../block.ts';
import {
  type Demand,
  demandsOf,
  demandsOfAnimation,
  fragmentOf,
  hrefDemand,
  hrefOf,
} from './demands.ts';
import { demandsOfSheets, readStyleSheet, type SheetDemands } from './style-sheet.ts';
import { readTags, type Tag } from './tags.ts';
import { outlineOf, ownCost, PASS, pointsOf } from './weight.ts';

/** What it takes to draw something, with all that is drawn again by reference. */
interface Load {
  /** About one for each element that a browser makes, lays out and paints. */
  cost: number;
  shapes: number;
  points: number;
  /** Length of all outlines. */
  outline: number;
}

interface Node {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: Node[];
  /** Characters of text. */
  text: number;
  demands: Demand[];
  load: Load | null;
  /** While its load is summed up. */
  isOpen: boolean;
}

/** What a look at a drawing's elements shows. */
export interface DrawingLoad {
  cost: number;
  /** What stands behind `data:` in references to pictures in the file itself. */
  embedded: string[];
  root: ReadonlyMap<string, string>;
}

// Deeper ones end the stack of one browser or another.
const DEEPEST = 256;
const MOST_ELEMENTS = 300_000;

/**
 * Sums up what it takes to draw a document: its elements, and those that references to parts of it, by
 * `use`, patterns, masks, markers, filters and the like, make of them. A few kilobytes can stand for more
 * elements than any machine can draw.
 *
 * @param text - From the root element on, without entities of its own.
 * @throws BrokenFormat for what is not well-formed, or nested too deeply.
 */
export function loadOf(text: string): DrawingLoad {
  const { root, byId, sheets, embedded } = readNodes(text);
  const hasDashes = text.includes('dasharray');
  const { cost } = new Summing(byId, sheets, hasDashes).loadOf(root, 0);
  return { cost, embedded, root: root.attributes };
}

interface Nodes {
  root: Node;
  byId: Map<string, Node>;
  sheets: SheetDemands;
  embedded: string[];
}

function readNodes(text: string): Nodes {
  const byId = new Map<string, Node>();
  const embedded: string[] = [];
  const styles: string[] = [];
  const animations: { node: Node; target: Node | string }[] = [];
  const open: Node[] = [];
  let root: Node | null = null;
  let count = 0;

  function add({ name, attributes }: Tag): void {
    count += 1;
    if (count > MOST_ELEMENTS) throw new BrokenFormat('This drawing has too many elements.');
    if (open.length >= DEEPEST) throw new BrokenFormat('This drawing is nested too deeply.');
    const node = createNode(name, attributes);
    const parent = open.at(-1);
    root ??= node;
    parent?.children.push(node);
    open.push(node);
    const id = attributes.get('id');
    if (id !== undefined && !byId.has(id)) byId.set(id, node);
    const href = hrefOf(attributes);
    if (href && /^data:/i.test(href)) embedded.push(href.slice('data:'.length));
    if (name === 'animate' || name === 'set') {
      animations.push({ node, target: fragmentOf(href ?? '') ?? parent ?? node });
    }
  }

  readTags(text, {
    open: add,
    text(content) {
      const parent = open.at(-1);
      if (parent?.name === 'style') styles.push(content);
      else if (parent && !SILENT.has(parent.name)) parent.text += content.trim().length;
    },
    close: () => open.pop(),
  });
  if (!root) throw new BrokenFormat('This drawing has no root.');
  for (const { node, target } of animations) {
    const animated = typeof target === 'string' ? byId.get(target) : target;
    animated?.demands.push(...demandsOfAnimation(node.name, node.attributes));
  }
  const sheets: SheetDemands = { bySelector: new Map() };
  if (styles.length > 0) readStyleSheet(styles.join(''), sheets);
  return { root, byId, sheets, embedded };
}

// Their text is not shown.
const SILENT = new Set(['title', 'desc', 'metadata', 'script']);

function createNode(name: string, attributes: Node['attributes']): Node {
  const demands: Demand[] = hrefDemand(name, attributes);
  return { name, attributes, children: [], text: 0, demands, load: null, isOpen: false };
}

const NOTHING: Load = { cost: 0, shapes: 0, points: 0, outline: 0 };
// Browsers draw no more dashes of one path than that, and ten of them as fast as a plain shape.
const MOST_DASHES = 1_000_000;
const DASHES = 10;
// Characters take about as much as shapes.
const CHARACTERS = 5;

class Summing {
  readonly #byId: ReadonlyMap<string, Node>;
  readonly #sheets: SheetDemands;
  readonly #hasDashes: boolean;

  constructor(byId: ReadonlyMap<string, Node>, sheets: SheetDemands, hasDashes: boolean) {
    this.#byId = byId;
    this.#sheets = sheets;
    this.#hasDashes = hasDashes;
  }

  loadOf(node: Node, depth: number): Load {
    if (node.load) return node.load;
    // Where browsers cut a circle is not the same in all of them.
    if (node.isOpen) throw new BrokenFormat('This drawing refers to itself in a circle.');
    if (depth > 2 * DEEPEST) throw new BrokenFormat('This drawing refers to itself too deeply.');
    node.isOpen = true;
    const { name, attributes, children, text } = node;
    const load = {
      cost: ownCost(name, attributes) + text / CHARACTERS,
      shapes: 1,
      points: pointsOf(attributes),
      outline: 0,
    };
    for (const child of children) add(load, this.loadOf(child, depth + 1));
    const demands = [...node.demands, ...demandsOfSheets(this.#sheets, name, attributes)];
    demandsOf(attributes, demands);
    if (this.#hasDashes) load.outline += outlineOf(attributes);
    for (const demand of demands) this.#meet(demand, load, depth);
    node.isOpen = false;
    node.load = load;
    return load;
  }

  #meet(demand: Demand, load: Load, depth: number): void {
    if (demand.kind === 'passes') load.cost += PASS * demand.count;
    else if (demand.kind === 'dashes') {
      const most = load.shapes * MOST_DASHES;
      load.cost += Math.min(most, load.outline * demand.perLength) / DASHES;
    } else {
      const target = this.#byId.get(demand.id);
      const other = target ? this.loadOf(target, depth + 1) : NOTHING;
      if (demand.repetition === 'once') add(load, other);
      else load.cost += (demand.repetition === 'points' ? load.points : load.shapes) * other.cost;
    }
  }
}

function add(load: Load, other: Load): void {
  load.cost += other.cost;
  load.shapes += other.shapes;
  load.points += other.points;
  load.outline += other.outline;
}
