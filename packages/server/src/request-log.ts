import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';

/** What is logged of a request. Never a header, a query or a body: tokens and signatures stand there. */
export interface RequestLogEntry {
  /** When it came: ISO 8601, in UTC. */
  time: string;
  /** Also in the response's header `X-Request-Id`. */
  id: string;
  method: string;
  /** Without its query; of a one-time upload URL, without what makes it usable. */
  path: string;
  /** Of the response, or 0 when the connection ended before there was one. */
  status: number;
  /** The service's number for what went wrong, or `null`. */
  code: number | null;
  /** Bytes that were sent, the head included. */
  bytes: number;
  /** Milliseconds from the request's head to the end of the response. */
  ms: number;
  /** Whether the response was sent to its end. */
  complete: boolean;
}

/** Takes what is logged of each request, when it is over. */
export type RequestLog = (entry: RequestLogEntry) => void;

/** Writes one line of JSON for each request. */
export const logToOutput: RequestLog = (entry) => {
  process.stdout.write(`${JSON.stringify(entry)}\n`);
};

const LONGEST_PATH = 2048;

/** Tells `log` of each request that `answer` is given. */
export function logRequests(answer: RequestListener, log: RequestLog): RequestListener {
  return (incoming, outgoing) => {
    const begun = performance.now();
    const { socket, method = '' } = incoming;
    const sentBefore = socket.bytesWritten;
    const facts = { time: new Date().toISOString(), id: randomUUID(), method };
    const path = loggedPath(incoming.url ?? '');
    outgoing.setHeader('X-Request-Id', facts.id);
    outgoing.once('close', () => {
      tell(log, {
        ...facts,
        path,
        status: outgoing.headersSent ? outgoing.statusCode : 0,
        code: codeOf(outgoing.getHeader('cf-images')),
        bytes: socket.bytesWritten - sentBefore,
        ms: Math.round((performance.now() - begun) * 10) / 10,
        complete: outgoing.writableFinished,
      });
    });
    return answer(incoming, outgoing);
  };
}

/** A log that fails, such as a full disk behind it, stops no response. */
function tell(log: RequestLog, entry: RequestLogEntry): void {
  try {
    log(entry);
  } catch (error) {
    console.error('Tintype server: the request log failed:', error);
  }
}

function loggedPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  // To know the rest of it is the permission to send.
  return path.replace(/^(\/upload\/[^/]*\/).*/s, '$1…').slice(0, LONGEST_PATH);
}

function codeOf(header: unknown): number | null {
  const [, code] = /err=(\d+)/.exec(String(header ?? '')) ?? [];
  return code === undefined ? null : Number(code);
}
