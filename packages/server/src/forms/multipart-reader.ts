import { badRequest } from '@tintype/core/images';
import { type PartHeaders, readPartHeaders } from '@tintype/core/multipart';

/** Gives the next bytes of something, or `null` at its end. */
export type ReadBytes = () => Promise<Buffer | null>;

/** A part of a form. */
export interface FormPart extends PartHeaders {
  read: ReadBytes;
}

/** A form, part by part. */
export interface MultipartReader {
  /** The next part, or `null` behind the last one. What was left unread of the one before is lost. */
  next(): Promise<FormPart | null>;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DASH = 45;
// Answers of readDelimiterLine that are no lengths.
const UNFINISHED = -1;
const IS_DATA = -2;
// Far more than the API knows, and little enough to hold in memory.
const MOST_PARTS = 20;
const MOST_HEADERS = 16 * 1024;
// No client sends anything before the first boundary or behind the last; the standard lets it (RFC 2046).
const MOST_AROUND = 16 * 1024;
const LONGEST_PADDING = 128;
const END_OF_HEADERS = Buffer.from('\r\n\r\n');

type Place = 'preamble' | 'headers' | 'data' | 'end';

/**
 * Reads a multipart form as it arrives. It holds one chunk of the body at a time, and hands on slices
 * of it without a copy.
 *
 * @throws ApiRefusal 5400, from `next` and `read`, for a form that is broken, ends early, or has more
 * of anything than a form has.
 */
export function openMultipart(source: ReadBytes, boundary: string): MultipartReader {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first boundary stands at the very beginning, all others behind a line break.
  let bytes: Buffer = Buffer.from('\r\n');
  let place: Place = 'preamble';
  let parts = 0;

  async function more(): Promise<void> {
    const chunk = await source();
    if (!chunk) throw badRequest('incomplete multipart stream');
    bytes = bytes.length > 0 ? Buffer.concat([bytes, chunk]) : chunk;
  }

  function take(length: number): Buffer {
    const taken = bytes.subarray(0, length);
    bytes = bytes.subarray(length);
    return taken;
  }

  /** Reads up to the next delimiter, and takes that too. */
  async function read(): Promise<Buffer | null> {
    let from = 0;
    while (place === 'data' || place === 'preamble') {
      const at = bytes.indexOf(delimiter, from);
      const behind = at === -1 ? UNFINISHED : readDelimiterLine(bytes, at + delimiter.length);
      if (behind === IS_DATA) {
        // Bytes of a picture that look like a boundary are bytes of the picture.
        from = at + delimiter.length;
        continue;
      }
      const cut = at === -1 ? beginningOf(delimiter, bytes) : at;
      if (cut > 0) return take(cut);
      if (behind === UNFINISHED) await more();
      else {
        take(delimiter.length + behind);
        place = bytes[0] === DASH ? 'end' : 'headers';
      }
    }
    return null;
  }

  async function readHeaders(): Promise<string> {
    for (;;) {
      const at = bytes.indexOf(END_OF_HEADERS);
      const length = at === -1 ? bytes.length : at;
      if (length > MOST_HEADERS) throw badRequest('the headers of a part are too long');
      if (at !== -1) return take(at + END_OF_HEADERS.length).toString('utf8', 0, at);
      await more();
    }
  }

  /** Reads on without listening, up to a limit. */
  async function skip(next: ReadBytes, complaint: string, before = 0): Promise<void> {
    let skipped = before;
    if (skipped > MOST_AROUND) throw badRequest(complaint);
    for (let chunk = await next(); chunk; chunk = await next()) {
      skipped += chunk.length;
      if (skipped > MOST_AROUND) throw badRequest(complaint);
    }
  }

  return {
    async next() {
      if (place === 'preamble') await skip(read, 'the form does not begin with its boundary');
      // What was left unread belongs to no one.
      while (await read());
      if (place === 'end') {
        await skip(source, 'there is more behind the end of the form', bytes.length);
        return null;
      }
      parts += 1;
      if (parts > MOST_PARTS) throw badRequest('the form has too many parts');
      const headers = readPartHeaders(await readHeaders());
      place = 'data';
      return { ...headers, read };
    },
  };
}

/** Where, at the end of what has arrived, a delimiter may have begun. */
function beginningOf(delimiter: Buffer, bytes: Buffer): number {
  let at = bytes.indexOf(CR, Math.max(0, bytes.length - delimiter.length + 1));
  while (at !== -1) {
    if (delimiter.subarray(0, bytes.length - at).equals(bytes.subarray(at))) return at;
    at = bytes.indexOf(CR, at + 1);
  }
  return bytes.length;
}

/**
 * How much white space stands behind a delimiter before the line break of a part's headers (RFC 2046,
 * section 5.1.1), or before the two dashes at the end of the form, where there is none. Anything else
 * stands where the bytes of a part merely look like a delimiter.
 */
function readDelimiterLine(bytes: Buffer, start: number): number {
  let at = start;
  while (at - start < LONGEST_PADDING && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === undefined) return UNFINISHED;
  const mark = at === start && first === DASH ? DASH : LF;
  if (first !== CR && mark !== DASH) return IS_DATA;
  if (second === undefined) return UNFINISHED;
  return second === mark ? at - start : IS_DATA;
}
