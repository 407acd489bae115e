import { mediaTypeOf, SIGNATURE_LENGTH } from '@tintype/core/formats';
import {
  acceptedTypes,
  badRequest,
  imageTooLarge,
  limits,
  notAForm,
  unsupportedFormat,
} from '@tintype/core/images';
import { type FormPart, readForm } from './multipart-reader.ts';

/** An upload, read up to the first bytes of its file. */
export interface UploadForm {
  /** Fields that stood before the file and may be passed on. */
  fields: Map<string, string>;
  filename: string;
  /** As the file's first bytes prove it. */
  mediaType: string;
  /** The whole file, its first bytes included. */
  file: AsyncGenerator<Uint8Array, void, void>;
  /** Fields that stand behind the file, once it was read. */
  fieldsAfter(): AsyncGenerator<[string, string], void, void>;
  /** Reads no more of the request. */
  close(): Promise<void>;
}

// What a browser may say of a picture. Its id and its creator are decided here, on the server.
const PASSED_ON = new Set(['metadata', 'requireSignedURLs']);

// Boundaries, headers and fields around the file.
const FORM_AROUND_FILE = 64 * 1024;

/**
 * Reads an upload up to the point where it can be decided whether it goes on.
 *
 * @throws ApiRefusal 400, 413 or 415.
 */
export async function openUploadForm(request: Request, maxFileSize: number): Promise<UploadForm> {
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > maxFileSize + FORM_AROUND_FILE) throw imageTooLarge(maxFileSize);
  const parts = readForm(bodyOf(request), boundaryOf(request));
  try {
    return await readUntilFile(parts);
  } catch (error) {
    await parts.return();
    throw error;
  }
}

/**
 * Reads the fields of a form that brings no file, as far as they may be passed on. No body at all is
 * the same as an empty form.
 *
 * @throws ApiRefusal 400 or 415.
 */
export async function readFields(request: Request): Promise<Map<string, string>> {
  const fields = new Map<string, string>();
  if (!request.body || !request.headers.has('content-type')) return fields;
  for await (const part of readForm(request.body, boundaryOf(request))) {
    if (part.name === 'file') throw badRequest('the file goes to the uploadURL, not here');
    const field = await readField(part);
    if (field) fields.set(...field);
  }
  return fields;
}

async function readUntilFile(parts: AsyncGenerator<FormPart, void, void>): Promise<UploadForm> {
  const fields = new Map<string, string>();
  for (;;) {
    const { value: part, done } = await parts.next();
    if (done) throw badRequest('the form has no file: send the picture as a part named "file"');
    if (part.name === 'file') return await openFile(part, parts, fields);
    const field = await readField(part);
    if (field) fields.set(...field);
  }
}

async function openFile(
  part: FormPart,
  parts: AsyncGenerator<FormPart, void, void>,
  fields: Map<string, string>,
): Promise<UploadForm> {
  const start = await readStart(part.body);
  const size = start.reduce((sum, chunk) => sum + chunk.length, 0);
  if (size === 0) throw badRequest('the file is empty');
  const mediaType = mediaTypeOf(new Uint8Array(await new Blob(start).arrayBuffer()));
  if (!acceptedTypes.some((accepted) => accepted === mediaType)) throw unsupportedFormat();
  return {
    fields,
    filename: part.filename ?? '',
    mediaType: mediaType ?? '',
    file: chain(start, part.body),
    async close() {
      await parts.return();
    },
    async *fieldsAfter() {
      for await (const after of parts) {
        if (after.name === 'file') throw badRequest('the form has more than one file');
        const field = await readField(after);
        if (field) yield field;
      }
    },
  };
}

/** Chunks until there are enough bytes to tell the type, or no more. */
async function readStart(body: FormPart['body']): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; size < SIGNATURE_LENGTH; ) {
    const { value, done } = await body.next();
    if (done) break;
    chunks.push(new Uint8Array(value));
    size += value.length;
  }
  return chunks;
}

async function* chain(
  start: Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  yield* start;
  yield* rest;
}

async function readField({ name, body }: FormPart): Promise<[string, string] | null> {
  if (!PASSED_ON.has(name)) return null;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limits.metadata) {
      throw badRequest(`${name} is over ${limits.metadata} bytes long`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  if (name === 'metadata') checkMetadata(text);
  return [name, text];
}

function checkMetadata(text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('metadata is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('metadata must be the JSON text of an object');
  }
}

function bodyOf(request: Request): ReadableStream<Uint8Array> {
  if (request.body) return request.body;
  throw badRequest('the request has no body');
}

function boundaryOf(request: Request): string {
  const type = request.headers.get('content-type') ?? '';
  const match = /^multipart\/form-data;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    type,
  );
  const boundary = match?.[1] ?? match?.[2];
  if (boundary) return boundary;
  throw notAForm();
}
