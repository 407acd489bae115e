import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createRelay, type RelayFault } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';
import { FAULT_NAMES, type FaultName, type PlaygroundState } from './fault-names.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface ServiceAccess {
  accountId: string;
  apiToken: string;
  baseURL: string;
}

const ENDPOINT = '/api/playground/images';
const STATE = '/api/playground/state';
const CREATOR = 'playground';
const SLOWNESS = 3000;
const TOO_MANY = {
  status: 429,
  code: 971,
  message: 'Too many requests, please wait',
  headers: { 'Retry-After': '3' },
};

/**
 * A relay of its own for the page Playground, with a network in front of it that fails as the page
 * wishes. The other pages are not touched by it.
 */
export function playgroundRoutes(service: ServiceAccess): Record<string, Handler> {
  const on = new Set<FaultName>();
  const network = createNetwork(on, relayWithFaults(service, on));
  return {
    [ENDPOINT]: network.pass,
    [STATE]: (request, response) => {
      answerState(request, response, { service, on, change: network.change }).catch(() => {
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  };
}

/** What lies between the page and the relay. */
function createNetwork(on: Set<FaultName>, relay: Handler) {
  const open = new Set<IncomingMessage>();
  return {
    pass(request: IncomingMessage, response: ServerResponse): void {
      if (on.has('offline')) {
        request.socket.destroy();
        return;
      }
      open.add(request);
      response.once('close', () => open.delete(request));
      if (on.has('slow'))
        setTimeout(() => response.destroyed || relay(request, response), SLOWNESS);
      else relay(request, response);
    },
    change(faults: readonly FaultName[]): void {
      on.clear();
      for (const name of faults) on.add(name);
      if (on.has('offline')) for (const request of open) request.socket.destroy();
    },
  };
}

function relayWithFaults(service: ServiceAccess, on: ReadonlySet<FaultName>): Handler {
  const isFirst = createFirstAttempts();
  const isThird = createEveryThird();
  const first = (name: FaultName): RelayFault['on'] => {
    return (request, { type }) => type === 'upload' && on.has(name) && isFirst(name, request);
  };
  const faults: RelayFault[] = [
    { on: first('busy'), ...TOO_MANY },
    { on: first('text'), status: 503, code: 5503, message: 'Service unavailable', text: true },
    { on: first('cut-before'), cut: 'before' },
    { on: first('cut-after'), cut: 'after' },
    { on: (_, { type }) => type === 'upload' && on.has('broken') && isThird(), status: 500 },
  ];
  const authorize = () => ({ creator: CREATOR });
  return toNodeHandler(createRelay({ ...service, basePath: ENDPOINT, authorize, faults }));
}

// Some browsers send a request again by themselves when a connection that they had used before
// breaks. This soon it can only be that one, and it meets the same as before.
const BY_THE_BROWSER = 400;

/** Each picture, told by its key, meets each fault on one attempt. */
function createFirstAttempts() {
  const met = new Map<string, number>();
  return (name: FaultName, request: Request): boolean => {
    const id = `${name} ${request.headers.get('Idempotency-Key')}`;
    const before = met.get(id);
    if (before === undefined) met.set(id, Date.now());
    return before === undefined || Date.now() - before < BY_THE_BROWSER;
  };
}

function createEveryThird() {
  let attempts = 0;
  return (): boolean => {
    attempts += 1;
    return attempts % 3 === 0;
  };
}

interface Control {
  service: ServiceAccess;
  on: ReadonlySet<FaultName>;
  change: (faults: readonly FaultName[]) => void;
}

/** `GET` tells the state, `PUT` with `{ "faults": [...] }` changes it. Other sites would have to ask first. */
async function answerState(
  request: IncomingMessage,
  response: ServerResponse,
  { service, on, change }: Control,
): Promise<void> {
  if (request.method === 'PUT') {
    const faults = readFaults(await text(request));
    if (!faults) {
      response.writeHead(400).end(`faults must be a list of: ${FAULT_NAMES.join(', ')}\n`);
      return;
    }
    change(faults);
  }
  const state: PlaygroundState = { faults: [...on], stored: await storedMarks(service) };
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(state));
}

function readFaults(body: string): FaultName[] | null {
  try {
    const { faults } = JSON.parse(body);
    const isKnown = (name: unknown) => FAULT_NAMES.some((known) => known === name);
    return Array.isArray(faults) && faults.every(isKnown) ? faults : null;
  } catch {
    return null;
  }
}

/** Asks the service itself, so that what the page believes can be held against it. */
async function storedMarks({ accountId, apiToken, baseURL }: ServiceAccess): Promise<string[]> {
  const url = `${baseURL}/accounts/${accountId}/images/v2?creator=${CREATOR}&per_page=1000`;
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${apiToken}` } });
  const { result } = (await answer.json()) as {
    result: { images: { meta?: { mark?: string } }[] };
  };
  return result.images.flatMap(({ meta }) => meta?.mark ?? []);
}
