import { mediaTypeOf, needsMoreBytes } from '@tintype/core/formats';
import { ApiRefusal, badRequest, imageTooLarge, limits, notAForm } from '@tintype/core/images';
import { boundaryOf as readBoundary } from '@tintype/core/multipart';
import { limitBytes } from './byte-limit.ts';
import { type ClientFields, readClientField } from './client-fields.ts';
import { type FormPart, type FormReader, openForm, type ReadBytes } from './multipart-reader.ts';
import type { ResolvedLimits } from './permission.ts';
import { openBody } from './request-body.ts';
import type { Watch } from './watch.ts';

/** An upload, read up to the first bytes of its file. */
export interface UploadForm {
  /** Fields that stand before the file. */
  fields: ClientFields;
  filename: string;
  /** As the file's first bytes prove it. */
  mediaType: string;
  /** The whole file, its first bytes included. */
  readFile: ReadBytes;
  /** Adds the fields that stand behind the file, once it was read. */
  readRest(): Promise<void>;
  /** Reads no more of the request. */
  close(): Promise<void>;
}

// Boundaries, headers and fields around the file, those included that belong to no one.
const FORM_AROUND_FILE = 64 * 1024;

/**
 * Reads an upload up to the point where it can be decided whether it goes on.
 *
 * @throws ApiRefusal 400, 413 or 415.
 */
export async function openUploadForm(
  request: Request,
  allowed: ResolvedLimits,
  watch: Watch,
): Promise<UploadForm> {
  const length = Number(request.headers.get('content-length') ?? 0);
  const longest = allowed.fileSize + FORM_AROUND_FILE;
  const tooLarge = imageTooLarge(allowed.fileSize);
  if (length > longest) throw tooLarge;
  const body = openBody(request, watch);
  if (!body) throw badRequest('the request has no body');
  const read = limitBytes(body.read, longest, tooLarge);
  const form = openForm({ ...body, read }, boundaryOf(request));
  try {
    return await readUntilFile(form, allowed);
  } catch (error) {
    await form.close();
    throw error;
  }
}

/**
 * Reads the fields of a form that brings no file. No body at all is the same as an empty form.
 *
 * @throws ApiRefusal 400, 413 or 415.
 */
export async function readFields(request: Request, watch: Watch): Promise<ClientFields> {
  const fields: ClientFields = {};
  const body = request.headers.has('content-type') ? openBody(request, watch) : null;
  if (!body) return fields;
  const read = limitBytes(body.read, FORM_AROUND_FILE, formTooLong());
  const form = openForm({ ...body, read }, boundaryOf(request));
  try {
    for (let part = await form.next(); part; part = await form.next()) {
      if (part.name === 'file') throw badRequest('the file goes to the uploadURL, not here');
      await readClientField(part, fields);
    }
  } finally {
    await form.close();
  }
  return fields;
}

async function readUntilFile(form: FormReader, allowed: ResolvedLimits): Promise<UploadForm> {
  const fields: ClientFields = {};
  for (let part = await form.next(); part; part = await form.next()) {
    if (part.name === 'file') return await openFile(part, form, { fields, allowed });
    await readClientField(part, fields);
  }
  throw badRequest('the form has no file: send the picture as a part named "file"');
}

async function openFile(
  part: FormPart,
  form: FormReader,
  { fields, allowed }: { fields: ClientFields; allowed: ResolvedLimits },
): Promise<UploadForm> {
  const start = await readStart(part.read);
  if (start.length === 0) throw badRequest('the file is empty');
  const mediaType = mediaTypeOf(start);
  if (!allowed.types.some((type) => type === mediaType)) throw unsupported(allowed.types);
  return {
    fields,
    filename: (part.filename ?? '').slice(0, limits.filename),
    mediaType: mediaType ?? '',
    readFile: limitBytes(
      startingWith(start, part.read),
      allowed.fileSize,
      imageTooLarge(allowed.fileSize),
    ),
    close: () => form.close(),
    async readRest() {
      for (let after = await form.next(); after; after = await form.next()) {
        if (after.name === 'file') throw badRequest('the form has more than one file');
        await readClientField(after, fields);
      }
    },
  };
}

/** Reads until there are enough bytes to tell the type, or no more. */
async function readStart(read: ReadBytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let enough = 1;
  for (let chunk = await read(); chunk; chunk = await read()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length < enough) continue;
    const start = concat(chunks, length);
    if (!needsMoreBytes(start)) return start;
    chunks.splice(0, chunks.length, start);
    // However small the pieces are, each byte is looked at a few times only.
    enough = 2 * length;
  }
  return concat(chunks, length);
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function formTooLong(): ApiRefusal {
  return new ApiRefusal(413, 5400, `Bad request: the form is over ${FORM_AROUND_FILE} bytes long`);
}

/** In Cloudflare's words, which name the types that are taken. */
function unsupported(types: ResolvedLimits['types']): ApiRefusal {
  const names = new Intl.ListFormat('en', { type: 'disjunction' }).format(types);
  return new ApiRefusal(415, 5455, `Uploaded image must have ${names} content-type`);
}

function startingWith(start: Uint8Array, read: ReadBytes): ReadBytes {
  let waiting: Uint8Array | null = start;
  return async () => {
    if (!waiting) return read();
    const first = waiting;
    waiting = null;
    return first;
  };
}

/** What stands between the parts of a form. @throws ApiRefusal 415 for a body that is none. */
export function boundaryOf({ headers }: Pick<Request, 'headers'>): string {
  const boundary = readBoundary(headers.get('content-type') ?? '');
  if (boundary === null) throw notAForm();
  return boundary;
}
