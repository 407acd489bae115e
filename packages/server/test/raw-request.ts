import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type RunningServer, TOKEN } from './running-server.ts';

/** A request that is written byte by byte, as no client would. */
export interface RawRequest {
  socket: Socket;
  /** Sends as it is, and resolves when the system has taken it, or when nobody listens any more. */
  send(text: string | Buffer): Promise<void>;
  /** The answer, up to where the connection ends or nothing more comes of it. */
  answer: Promise<RawAnswer>;
  /** Whether the answer, or the end of the connection, has come. */
  isOver(): boolean;
}

export interface RawAnswer {
  status: number;
  head: string;
  body: string;
  /** The service's number, or `undefined`. */
  code: number | undefined;
}

/** Opens a connection to a server. */
export async function openRaw({ images }: Pick<RunningServer, 'images'>): Promise<RawRequest> {
  const { hostname, port } = new URL(images);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = '';
  let isOver = false;
  const { promise, resolve } = Promise.withResolvers<RawAnswer>();
  const finish = () => {
    isOver = true;
    resolve(read(text));
  };
  socket.on('data', (data) => {
    text += data.toString('latin1');
    if (isWhole(text)) finish();
  });
  socket.on('close', finish).on('error', () => undefined);
  await new Promise((connected) => socket.once('connect', connected));
  return {
    socket,
    answer: promise,
    isOver: () => isOver,
    send: (bytes) =>
      new Promise((sent) => {
        // Let go of first, so that whoever sends in a loop hears of the end.
        if (socket.destroyed) setImmediate(sent);
        else socket.write(bytes, () => sent());
      }),
  };
}

/** The head of an upload. */
export function uploadHead(
  { images }: Pick<RunningServer, 'images'>,
  contentType = 'multipart/form-data; boundary=b',
  length?: number,
): string {
  return [
    `POST ${new URL(images).pathname}/v1 HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${TOKEN}`,
    `Content-Type: ${contentType}`,
    length === undefined ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
    '\r\n',
  ].join('\r\n');
}

/** A piece of a chunked body. */
export function chunk(bytes: string | Buffer): Buffer {
  const content = Buffer.from(bytes as string);
  return Buffer.concat([
    Buffer.from(`${content.length.toString(16)}\r\n`),
    content,
    Buffer.from('\r\n'),
  ]);
}

function read(text: string): RawAnswer {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
  const code = /cf-images: err=(\d+)/i.exec(head)?.[1];
  return { status, head, body, code: code === undefined ? undefined : Number(code) };
}

function isWhole(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n', 2);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (body === undefined) return false;
  return length === undefined ? text.endsWith('0\r\n\r\n') : body.length >= Number(length);
}
