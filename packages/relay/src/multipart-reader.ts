import { badRequest } from '@tintype/core/images';
import { type PartHeaders, readPartHeaders } from '@tintype/core/multipart';
import { type ByteWindow, openWindow } from './byte-window.ts';
import { createSearch, type DelimiterSearch } from './delimiter-search.ts';
import type { ByteSource } from './request-body.ts';

/** Gives the next bytes of something, or `null` at its end. */
export type ReadBytes = () => Promise<Uint8Array | null>;

/** One part of a form. */
export interface FormPart extends PartHeaders {
  read: ReadBytes;
}

/** A form, part by part. */
export interface FormReader {
  /** The next part, or `null` behind the last one. What was left unread of the one before is lost. */
  next(): Promise<FormPart | null>;
  /** Reads no more of the form. */
  close(): Promise<void>;
}

const CR = 13;
const LF = 10;
const DASH = 45;
const MOST_HEADERS = 16 * 1024;
const MOST_PREAMBLE = 1024;
const MOST_PARTS = 20;

/**
 * Reads a multipart form while it arrives (RFC 7578), holding no more than one chunk of it. Chunks of
 * the source are handed on as they are, without a copy, wherever no boundary begins in them.
 *
 * `next` and `read` throw ApiRefusal 400 for a form that is broken or ends early.
 */
export function openForm(source: ByteSource, boundary: string): FormReader {
  // The first boundary stands at the very beginning, all others behind a line break.
  const window = openWindow(source, encode('\r\n'));
  const search = createSearch(encode(`\r\n--${boundary}`));
  let parts = 0;
  let read = readUntil(window, search);
  return {
    async next() {
      if (parts === 0) await skipPreamble(read);
      // What was left unread belongs to no one.
      while (await read());
      if (!(await hasPart(window))) return null;
      parts += 1;
      if (parts > MOST_PARTS) throw badRequest('the form has too many parts');
      const headers = await readHeaders(window);
      read = readUntil(window, search);
      return { ...readPartHeaders(headers), read };
    },
    close: () => source.close(),
  };
}

async function waitForMore(window: ByteWindow): Promise<void> {
  if (!(await window.more())) throw badRequest('incomplete multipart stream');
}

async function skipPreamble(read: ReadBytes): Promise<void> {
  let skipped = 0;
  for (let chunk = await read(); chunk; chunk = await read()) {
    skipped += chunk.length;
    if (skipped > MOST_PREAMBLE) throw badRequest('the form does not begin with its boundary');
  }
}

/** Behind a delimiter stands a line break where a part follows, and two dashes at the end. */
async function hasPart(window: ByteWindow): Promise<boolean> {
  while (window.bytes().length < 2) await waitForMore(window);
  const [first, second] = window.take(2);
  if (first === CR && second === LF) return true;
  if (first === DASH && second === DASH) return false;
  throw badRequest('a boundary of the form is not followed by a line break');
}

async function readHeaders(window: ByteWindow): Promise<string> {
  const search = createSearch(encode('\r\n\r\n'));
  for (;;) {
    const at = search.find(window.bytes());
    const length = at === -1 ? window.bytes().length : at;
    if (length > MOST_HEADERS) throw badRequest('the headers of a part are too long');
    if (at !== -1) return new TextDecoder().decode(window.take(at + search.length));
    await waitForMore(window);
  }
}

/** Reads up to the next delimiter, and takes that too. */
function readUntil(window: ByteWindow, search: DelimiterSearch): ReadBytes {
  let isOver = false;
  return async () => {
    while (!isOver) {
      const bytes = window.bytes();
      const at = search.find(bytes);
      isOver = at !== -1;
      // The beginning of a delimiter may stand at the end of what has arrived.
      const chunk = window.take(isOver ? at : bytes.length - search.begun(bytes));
      if (isOver) window.take(search.length);
      if (chunk.length > 0) return chunk;
      if (!isOver) await waitForMore(window);
    }
    return null;
  };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
