import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { errorEnvelope } from '../answers/error-envelope.ts';
import { dropBody } from '../forms/request-body.ts';
import type { Fault } from './fault.ts';
import type { FaultList } from './fault-list.ts';

/** Answers as `answer` does, except to requests that meet a fault. */
export function withFaults(answer: RequestListener, faults: FaultList): RequestListener {
  return (incoming, outgoing) => {
    const fault = faults.take(incoming);
    if (!fault) return answer(incoming, outgoing);
    void meet(fault, incoming, outgoing, answer);
  };
}

async function meet(
  fault: Fault,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: RequestListener,
): Promise<void> {
  // A server that is closed meanwhile does not wait for it.
  if (fault.delay) await wait(fault.delay, undefined, { ref: false });
  if (outgoing.destroyed) return;
  if (fault.cut === 'before') incoming.socket.destroy();
  else if (isRefusal(fault)) refuse(fault, incoming, outgoing);
  else {
    if (fault.cut === 'after') cutInsteadOfAnswering(outgoing);
    answer(incoming, outgoing);
  }
}

function isRefusal({ status, code, message, text }: Fault): boolean {
  return status !== undefined || code !== undefined || message !== undefined || text === true;
}

/** The answer is what ends the connection, so all that comes before it has happened. */
function cutInsteadOfAnswering(outgoing: ServerResponse): void {
  const cut = () => {
    outgoing.socket?.destroy();
    return outgoing;
  };
  outgoing.writeHead = cut;
  outgoing.end = cut;
  outgoing.flushHeaders = () => void cut();
  outgoing.write = () => {
    cut();
    return false;
  };
}

function refuse(fault: Fault, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { status = 500, code = 5550, message = 'Internal Server Error', text, headers } = fault;
  const body = text ? `ERROR ${code}: ${message}\n` : errorEnvelope(code, message);
  outgoing.writeHead(status, {
    'Content-Type': text ? 'text/plain;charset=utf-8' : 'application/json; charset=UTF-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'cf-images': `err=${code}`,
    // Where pages send to, they must be able to read what is wrong.
    ...(incoming.url?.startsWith('/upload/') && { 'Access-Control-Allow-Origin': '*' }),
    ...headers,
  });
  outgoing.end(body);
  dropBody(incoming);
}
