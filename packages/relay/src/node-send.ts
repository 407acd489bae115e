import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { request as requestSecurely, Agent as SecureAgent } from 'node:https';
import { Readable } from 'node:stream';
import { checkRedirect, type Send, type ServiceRequest } from './send.ts';

// A connection that has been idle for longer may be closing on the other side. As fetch has it.
const IDLE = 4000;

const plain = new Agent({ keepAlive: true, timeout: IDLE });
const secure = new SecureAgent({ keepAlive: true, timeout: IDLE });

/**
 * Sends requests by Node's own streams. Through `fetch`, each chunk of a picture would pass several
 * web streams and their promises.
 *
 * @param release - Is given each chunk once it was sent.
 */
export function createNodeSend(release: (chunk: Uint8Array) => void): Send {
  return (call) =>
    new Promise((resolve, reject) => {
      const sending = open(call);
      sending.on('error', reject);
      // Where the service leaves HTTP (101), Node says no more than that it is over.
      sending.on('close', () => reject(new Error('The connection ended without an answer.')));
      sending.on('response', (answer) => {
        // An answer may come before all was sent. Then the rest is wanted by no one.
        answer.on('close', () => sending.writableFinished || sending.destroy());
        try {
          resolve(toResponse(answer));
        } catch (error) {
          sending.destroy(error as Error);
        }
      });
      write(call.body, sending, release).catch((error: Error) => {
        reject(error);
        sending.destroy(error);
      });
    });
}

function open({ url, method, headers, signal }: ServiceRequest): ClientRequest {
  return url.startsWith('https:')
    ? requestSecurely(url, { method, headers, signal, agent: secure })
    : request(url, { method, headers, signal, agent: plain });
}

/** Asks for the next chunk only when the one before has left. */
async function write(
  body: ServiceRequest['body'],
  sending: ClientRequest,
  release: (chunk: Uint8Array) => void,
): Promise<void> {
  if (typeof body === 'string' || !body) {
    sending.end(body);
    return;
  }
  // Where the connection breaks before it is there, nobody calls back for what waits to be written.
  let go: () => void = () => undefined;
  sending.on('close', () => go());
  for await (const chunk of body) {
    if (sending.destroyed) return;
    await new Promise<void>((resolve) => {
      go = resolve;
      sending.write(chunk, () => resolve());
    });
    release(chunk);
  }
  sending.end();
}

function toResponse(answer: IncomingMessage): Response {
  const { statusCode: status = 502, rawHeaders } = answer;
  checkRedirect({ status });
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  if (status === 204) {
    // Its connection is free again only when somebody has read that there is nothing.
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers });
}
