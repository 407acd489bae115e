import { read } from 'node:fs';
import type { ServerResponse } from 'node:http';

/** A stretch of an open file. */
export interface Stretch {
  descriptor: number;
  start: number;
  length: number;
}

const CHUNK = 128 * 1024;
const MOST_FREE = 32;
// New memory for each chunk would take longer than what is done with it.
const free: Buffer[] = [];

/**
 * Sends a stretch of a file as the body of an answer: while one buffer is on its way, the other is
 * filled. It ends early where the client leaves.
 *
 * @throws Error when the file cannot be read; the answer is incomplete then.
 */
export async function streamFile(stretch: Stretch, outgoing: ServerResponse): Promise<void> {
  const { descriptor, start, length } = stretch;
  const end = start + length;
  const left = new Promise<void>((resolve) => outgoing.once('close', resolve));
  let filling = takeBuffer();
  let sending = takeBuffer();
  let sent: Promise<void> = Promise.resolve();
  let at = start;
  while (at < end && !outgoing.destroyed) {
    const count = await readInto(filling, descriptor, at, Math.min(CHUNK, end - at));
    at += count;
    await Promise.race([sent, left]);
    [filling, sending] = [sending, filling];
    sent = write(outgoing, sending.subarray(0, count), at === end);
  }
  await Promise.race([sent, left]);
  // What was cut off may still be on its way to nowhere.
  if (outgoing.writableFinished) giveBack(filling, sending);
}

function write(outgoing: ServerResponse, bytes: Buffer, isLast: boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => resolve();
    if (isLast) outgoing.end(bytes, done);
    else outgoing.write(bytes, done);
  });
}

/** Reads into a buffer. @throws Error when the file is shorter than it was. */
export function readInto(
  buffer: Buffer,
  descriptor: number,
  position: number,
  length: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, buffer, 0, length, position, (error, count) => {
      if (error) reject(error);
      else if (count === 0) reject(new Error('the file became shorter while it was read'));
      else resolve(count);
    });
  });
}

function takeBuffer(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
}

function giveBack(...buffers: Buffer[]): void {
  if (free.length < MOST_FREE) free.push(...buffers);
}
