import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listen } from '../stack.ts';
import { seededRandom } from './seeded-random.ts';

/** A way in which a request can go wrong. */
export type Fault = keyof typeof FAULTS;

export interface FaultyProxyOptions {
  /** Says which origin behind the proxy a path belongs to. */
  target: (path: string) => string;
  /** The same seed breaks the same requests in the same way. */
  seed: number;
  /** Share of requests that go wrong, from 0 to 1. */
  share: number;
}

export interface FaultyProxy {
  origin: string;
  /** How often each fault has struck. */
  struck: Map<Fault, number>;
  close(): Promise<void>;
}

type Exchange = (incoming: IncomingMessage, outgoing: ServerResponse, target: string) => void;

// Longer than the storm's uploaders wait for an answer.
const TOO_LATE = 1200;
// When the page has had time to try again.
const LATE_BY = 150;
const HTML = '<!doctype html><h1>502 Bad Gateway</h1>';

const FAULTS = {
  refused: (incoming: IncomingMessage) => incoming.socket.destroy(),
  'cut in the body': (incoming: IncomingMessage) => {
    incoming.once('data', () => incoming.socket.destroy());
    incoming.once('end', () => incoming.socket.destroy());
  },
  'stalled in the body': (incoming: IncomingMessage) => {
    incoming.once('data', () => incoming.pause());
  },
  'delivered after it was given up': (incoming, outgoing, target) => {
    const body = collect(incoming);
    incoming.once('end', () => {
      const { method, headers, url = '/' } = incoming;
      outgoing.socket?.destroy();
      setTimeout(() => {
        const late = request(new URL(url, target), { method, headers }, (answer) =>
          answer.resume(),
        );
        late.on('error', () => undefined);
        void body.then((bytes) => late.end(bytes));
      }, LATE_BY);
    });
  },
  'answered too late': (incoming, outgoing, target) => {
    setTimeout(() => outgoing.socket?.destroy(), TOO_LATE);
    forward(incoming, target, (answer) => answer.resume()).on('error', () => outgoing.destroy());
  },
  'cut before the answer': forwardAnd((_, outgoing) => outgoing.socket?.destroy()),
  'answer broken off': forwardAnd((body, outgoing) => {
    outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end(body.subarray(0, 60));
  }),
  'answer replaced by a page': forwardAnd((_, outgoing) => {
    outgoing.writeHead(502, { 'Content-Type': 'text/html' }).end(HTML);
  }),
  'told to wait': answerWith(429, envelope(971, 'Please wait'), { 'Retry-After': '0' }),
  'failed before': answerWith(500, envelope(5550, 'Internal Server Error')),
  'text error': answerWith(503, 'ERROR 5503: Server Unavailable\n'),
} as const satisfies Record<string, Exchange>;

/** Passes requests on to another origin, and breaks some of them by a plan that a seed decides. */
export async function startFaultyProxy(options: FaultyProxyOptions): Promise<FaultyProxy> {
  const { share } = options;
  const random = seededRandom(options.seed);
  const names = Object.keys(FAULTS) as Fault[];
  const struck = new Map<Fault, number>();
  const server = createServer((incoming, outgoing) => {
    const target = options.target(incoming.url ?? '/');
    // Whoever is not there any more must not end the proxy.
    incoming.on('error', () => undefined);
    const isPreflight = incoming.method === 'OPTIONS';
    const fault = random() < share ? names[Math.floor(random() * names.length)] : undefined;
    if (isPreflight || fault === undefined) return pass(incoming, outgoing, target);
    struck.set(fault, (struck.get(fault) ?? 0) + 1);
    allowEveryOrigin(incoming, outgoing);
    FAULTS[fault](incoming, outgoing, target);
  });
  const origin = await listen(server);
  return {
    origin,
    struck,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const pass: Exchange = (incoming, outgoing, target) => {
  forward(incoming, target, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  }).on('error', () => outgoing.destroy());
};

/** The other side does its work to the end, and the browser gets to know something else. */
function forwardAnd(end: (body: Buffer, outgoing: ServerResponse) => void): Exchange {
  return (incoming, outgoing, target) => {
    forward(incoming, target, async (answer) => {
      end(await collect(answer), outgoing);
    }).on('error', () => outgoing.destroy());
  };
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve) => message.once('close', resolve));
  return Buffer.concat(chunks);
}

function forward(
  incoming: IncomingMessage,
  target: string,
  onAnswer: (answer: IncomingMessage) => void,
) {
  const { method, headers, url = '/' } = incoming;
  const upstream = request(new URL(url, target), { method, headers }, onAnswer);
  return incoming.pipe(upstream);
}

function answerWith(status: number, body: string, headers: Record<string, string> = {}): Exchange {
  return (incoming, outgoing) => {
    incoming.resume();
    incoming.once('end', () => outgoing.writeHead(status, headers).end(body));
  };
}

function envelope(code: number, message: string): string {
  return JSON.stringify({
    result: null,
    success: false,
    errors: [{ code, message }],
    messages: [],
  });
}

function allowEveryOrigin(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.setHeader('Access-Control-Allow-Origin', incoming.headers.origin ?? '*');
  outgoing.setHeader('Access-Control-Allow-Credentials', 'true');
  outgoing.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}
