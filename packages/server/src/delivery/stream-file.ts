import { read } from 'node:fs';
import type { ServerResponse } from 'node:http';

/** A stretch of an open file. */
export interface Stretch {
  descriptor: number;
  start: number;
  length: number;
}

// Most variants fit into one.
const CHUNK = 128 * 1024;
const SMALL = 16 * 1024;
const MOST_FREE = 64;
// New memory for each chunk would take longer than what is done with it.
const free: Buffer[] = [];

/**
 * Sends a stretch of a file as the body of an answer: while one buffer is on its way, the other is
 * filled. It ends early where the client leaves.
 *
 * @param begin - Writes the head; called once something was read.
 * @throws Error when the file cannot be read; where that is after `begin`, the answer is incomplete.
 */
export async function streamFile(
  stretch: Stretch,
  outgoing: ServerResponse,
  begin: () => void,
): Promise<void> {
  const { descriptor, start, length } = stretch;
  if (length <= CHUNK) return sendAtOnce(stretch, outgoing, begin);
  const end = start + length;
  const left = new Promise<void>((resolve) => outgoing.once('close', resolve));
  let filling = takeBuffer();
  let sending = takeBuffer();
  let sent: Promise<void> = Promise.resolve();
  let at = start;
  while (at < end && !outgoing.destroyed) {
    const count = await readInto(filling, descriptor, at, Math.min(CHUNK, end - at));
    if (at === start) begin();
    at += count;
    await Promise.race([sent, left]);
    [filling, sending] = [sending, filling];
    sent = write(outgoing, sending.subarray(0, count), at === end);
  }
  await Promise.race([sent, left]);
  // What was cut off may still be on its way to nowhere.
  if (outgoing.writableFinished) giveBack(filling, sending);
}

async function sendAtOnce(
  { descriptor, start, length }: Stretch,
  outgoing: ServerResponse,
  begin: () => void,
): Promise<void> {
  const buffer = length <= SMALL ? Buffer.allocUnsafe(length) : takeBuffer();
  let done = 0;
  while (done < length) {
    done += await readInto(buffer.subarray(done), descriptor, start + done, length - done);
  }
  begin();
  outgoing.end(buffer.subarray(0, length), () => {
    if (length > SMALL) giveBack(buffer);
  });
}

function write(outgoing: ServerResponse, bytes: Buffer, isLast: boolean): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => resolve();
    if (isLast) outgoing.end(bytes, done);
    else outgoing.write(bytes, done);
  });
}

/** @throws Error when the file is shorter than it was. */
function readInto(
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
