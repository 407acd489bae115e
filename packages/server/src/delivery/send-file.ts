import { closeSync, fstatSync, open } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { readRange } from './byte-range.ts';
import { streamFile } from './stream-file.ts';

const openFile = promisify(open);

/** A file that is about to be sent. */
export interface Sending {
  file: string;
  /** Names these bytes for good. */
  etag: string;
  headers: OutgoingHttpHeaders;
}

/** What of a file is sent. */
interface Part {
  start: number;
  length: number;
  headers: OutgoingHttpHeaders;
}

/**
 * Sends a file, or the part of it that is asked for.
 *
 * @throws Error, before anything is sent, when the file cannot be read; its code is `ENOENT` when there
 * is none.
 */
export async function sendFile(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { file, etag, headers }: Sending,
): Promise<void> {
  const descriptor = await openFile(file, 'r');
  try {
    // Of an open file the system has this in memory; asking another thread would take far longer.
    const { size } = fstatSync(descriptor);
    const part = partOf(incoming, etag, size);
    if (!part) return refuseRange(outgoing, size, headers);
    const head = { ...headers, 'Content-Length': part.length, ...part.headers };
    const status = part.headers['Content-Range'] ? 206 : 200;
    const begin = () => outgoing.writeHead(status, head);
    if (incoming.method === 'HEAD' || part.length === 0) begin().end();
    else await streamFile({ descriptor, ...part }, outgoing, begin);
  } finally {
    closeSync(descriptor);
  }
}

function partOf({ headers }: IncomingMessage, etag: string, size: number): Part | null {
  const whole = { start: 0, length: size, headers: {} };
  if (headers.range === undefined) return whole;
  // The rest of other bytes than those that the client has is of no use to it (RFC 9110, 13.1.5).
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== etag) return whole;
  const range = readRange(headers.range, size);
  if (range === null) return whole;
  if (range === 'unsatisfiable') return null;
  const { start, end } = range;
  return {
    start,
    length: end - start + 1,
    headers: { 'Content-Range': `bytes ${start}-${end}/${size}` },
  };
}

function refuseRange(outgoing: ServerResponse, size: number, headers: OutgoingHttpHeaders): void {
  const { ETag: _, 'Content-Type': __, ...rest } = headers;
  outgoing.writeHead(416, {
    ...rest,
    // A cache that kept it would give it to those who ask for the whole.
    'Cache-Control': 'no-store',
    'Content-Range': `bytes */${size}`,
    'Content-Length': 0,
  });
  outgoing.end();
}
