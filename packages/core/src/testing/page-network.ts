import { fakeFetch } from './fake-fetch.ts';
import type { FakeLine } from './fake-line.ts';
import { fakeXHR, type XHRClass } from './fake-xhr.ts';

/** A line, and what of an address comes behind its endpoint. */
export interface Found {
  line: FakeLine;
  path: string;
}

/** Finds the line that an address leads to. */
export type FindLine = (address: string) => Found | undefined;

/** What a page had before. */
interface Network {
  XMLHttpRequest: XHRClass | undefined;
  fetch: typeof fetch | undefined;
}

const lines: FakeLine[] = [];
const page = globalThis as unknown as Network;
let before: Network | null = null;
let ours: Network | null = null;

/**
 * Leads requests to the line's endpoint over it. All others are made as ever.
 *
 * @returns what ends that, and puts everything back with the last line.
 */
export function connect(line: FakeLine): () => void {
  if (lines.length === 0) takeOver();
  lines.push(line);
  return () => {
    const at = lines.indexOf(line);
    if (at === -1) return;
    lines.splice(at, 1);
    if (lines.length === 0) giveBack();
  };
}

/** The absolute form of an address, as the page would ask for it. */
export function absolute(address: string): string {
  const base = globalThis.location?.href;
  const isBase = base !== undefined && URL.canParse(address, base);
  return new URL(address, isBase ? base : 'http://localhost').href;
}

// The newest first: a test may replace what its set-up has opened.
const find: FindLine = (address) => {
  const [url = ''] = absolute(address).split(/[?#]/);
  const line = lines.findLast(({ endpoint }) => url === endpoint || url.startsWith(`${endpoint}/`));
  return line && { line, path: url.slice(line.endpoint.length).replace(/\/$/, '') };
};

function takeOver(): void {
  const { XMLHttpRequest, fetch } = page;
  before = { XMLHttpRequest, fetch };
  ours = { XMLHttpRequest: fakeXHR(XMLHttpRequest, find), fetch: fakeFetch(fetch, find) };
  Object.assign(page, ours);
}

/** What somebody else has put over ours meanwhile stays, and finds no line any more. */
function giveBack(): void {
  for (const name of ['XMLHttpRequest', 'fetch'] as const) {
    if (!before || page[name] !== ours?.[name]) continue;
    if (before[name] === undefined) delete page[name];
    else Object.assign(page, { [name]: before[name] });
  }
  before = null;
  ours = null;
}
