import { badRequest } from '@tintype/core/images';

/** One part of a form. Its body must be read before the next part is asked for. */
export interface FormPart {
  name: string;
  /** `null` for a plain field. */
  filename: string | null;
  body: AsyncGenerator<Uint8Array, void, void>;
}

const CR = 13;
const LF = 10;
const DASH = 45;
const MOST_HEADERS = 16 * 1024;
const MOST_PREAMBLE = 1024;
const MOST_PARTS = 20;

/**
 * Reads a multipart form while it arrives (RFC 7578), holding no more than one chunk of it.
 *
 * @throws ApiRefusal 400 for a form that is broken or ends early.
 */
export async function* readForm(
  source: ReadableStream<Uint8Array>,
  boundary: string,
): AsyncGenerator<FormPart, void, void> {
  const window = openWindow(source);
  // The first boundary stands at the very beginning, all others behind a line break.
  window.prepend(encode('\r\n'));
  const delimiter = encode(`\r\n--${boundary}`);
  try {
    await skipPreamble(window, delimiter);
    for (let parts = 0; await hasPart(window); parts++) {
      if (parts === MOST_PARTS) throw badRequest('the form has too many parts');
      const headers = await readHeaders(window);
      const body = readBody(window, delimiter);
      yield { ...describe(headers), body };
      // What was left unread belongs to no one.
      for await (const _ of body);
    }
  } finally {
    await window.close();
  }
}

/** The bytes that have arrived and were not taken yet. */
interface Window {
  bytes(): Uint8Array;
  take(length: number): Uint8Array;
  prepend(bytes: Uint8Array): void;
  /** Waits for more. @throws ApiRefusal where nothing more comes. */
  more(): Promise<void>;
  close(): Promise<void>;
}

function openWindow(source: ReadableStream<Uint8Array>): Window {
  const reader = source.getReader();
  let held: Uint8Array = new Uint8Array();
  return {
    bytes: () => held,
    take(length) {
      const taken = held.subarray(0, length);
      held = held.subarray(length);
      return taken;
    },
    prepend(bytes) {
      held = join(bytes, held);
    },
    async more() {
      const { done, value } = await reader.read();
      if (done) throw badRequest('incomplete multipart stream');
      held = held.length === 0 ? value : join(held, value);
    },
    close: () => reader.cancel().catch(() => undefined),
  };
}

async function skipPreamble(window: Window, delimiter: Uint8Array): Promise<void> {
  let skipped = 0;
  for await (const chunk of readBody(window, delimiter)) {
    skipped += chunk.length;
    if (skipped > MOST_PREAMBLE) throw badRequest('the form does not begin with its boundary');
  }
}

/** Behind a delimiter stands a line break where a part follows, and two dashes at the end. */
async function hasPart(window: Window): Promise<boolean> {
  while (window.bytes().length < 2) await window.more();
  const [first, second] = window.take(2);
  if (first === CR && second === LF) return true;
  if (first === DASH && second === DASH) return false;
  throw badRequest('a boundary of the form is not followed by a line break');
}

async function readHeaders(window: Window): Promise<string> {
  const end = encode('\r\n\r\n');
  for (;;) {
    const at = find(window.bytes(), end);
    if (at !== -1) return new TextDecoder().decode(window.take(at + end.length));
    if (window.bytes().length > MOST_HEADERS)
      throw badRequest('the headers of a part are too long');
    await window.more();
  }
}

async function* readBody(
  window: Window,
  delimiter: Uint8Array,
): AsyncGenerator<Uint8Array, void, void> {
  for (;;) {
    const at = find(window.bytes(), delimiter);
    if (at !== -1) {
      const rest = window.take(at);
      window.take(delimiter.length);
      if (rest.length > 0) yield rest;
      return;
    }
    // The beginning of a delimiter may stand at the end of what has arrived.
    const sure = window.bytes().length - (delimiter.length - 1);
    if (sure > 0) yield window.take(sure);
    await window.more();
  }
}

function describe(headers: string): Pick<FormPart, 'name' | 'filename'> {
  const disposition = /^content-disposition:\s*form-data\b(.*)$/im.exec(headers)?.[1];
  const name = disposition && parameter(disposition, 'name');
  if (!name) throw badRequest('a part of the form has no name');
  return { name, filename: parameter(disposition, 'filename') };
}

/** Browsers escape quotes and line breaks in names by percent signs (HTML, section 4.10.21.8). */
function parameter(disposition: string, name: string): string | null {
  const value = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  return value === undefined
    ? null
    : value.replace(/%(?:0D|0A|22)/gi, (code) => decodeURIComponent(code));
}

function find(bytes: Uint8Array, pattern: Uint8Array): number {
  const [first = 0] = pattern;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (at + pattern.length > bytes.length) return -1;
    if (pattern.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
