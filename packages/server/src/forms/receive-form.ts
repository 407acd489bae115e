import type { IncomingMessage } from 'node:http';
import { badRequest, limits, notAForm } from '@tintype/core/images';
import { boundaryOf } from '@tintype/core/multipart';
import {
  type ArrivedFile,
  type OpenArrivingFile,
  writeArriving,
} from '../originals/arriving-file.ts';
import { type FormPart, openMultipart, type ReadBytes } from './multipart-reader.ts';
import { openRequestBody } from './request-body.ts';
import type { Timeouts } from './timeouts.ts';

/** A form that was received, with its file in a file. */
export interface ReceivedForm {
  fields: Map<string, string>;
  file: NamedFile | null;
}

/** A picture that came, and what it was called. */
export interface NamedFile extends ArrivedFile {
  name: string;
}

const NO_BOUNDARY =
  'Error parsing form fields: the Content-Type names no boundary that can be used';
const LONGEST_FIELD = 16 * 1024;
// The file, and all that may stand around it.
const LONGEST_BODY = limits.fileSize + 1024 * 1024;

/**
 * Receives a multipart form. The part `file` is written as it arrives, and cut off as soon as it is over
 * the limit; all other parts are kept as text.
 *
 * @param openFile - Makes the file, when there is one to be written.
 * @throws ApiRefusal 5415 for a body that is no form, 5413 for a file over the limit, 5408 for a client
 * that is too slow, 5400 for a form that is broken.
 */
export async function receiveForm(
  request: IncomingMessage,
  openFile: OpenArrivingFile,
  timeouts?: Timeouts,
): Promise<ReceivedForm> {
  return receive(request, openFile, timeouts);
}

/**
 * Receives a form without a file. No form at all, and one without any fields, are the same as an
 * empty one, as Cloudflare's own SDK sends it.
 *
 * @throws ApiRefusal as {@link receiveForm}, and 5400 for a form that has a file.
 */
export async function receiveFields(
  request: IncomingMessage,
  timeouts?: Timeouts,
): Promise<ReadonlyMap<string, string>> {
  if (request.headers['content-type'] === undefined) {
    openRequestBody(request, { limit: 0 }).drop();
    return new Map();
  }
  const { fields } = await receive(request, null, timeouts);
  return fields;
}

async function receive(
  request: IncomingMessage,
  openFile: OpenArrivingFile | null,
  timeouts: Timeouts | undefined,
): Promise<ReceivedForm> {
  const body = openRequestBody(request, { limit: LONGEST_BODY, timeouts });
  const form: ReceivedForm = { fields: new Map(), file: null };
  try {
    const type = request.headers['content-type'] ?? '';
    if (!/^multipart\/form-data\b/i.test(type)) throw notAForm();
    const boundary = boundaryOf(type);
    if (boundary === null) throw badRequest(NO_BOUNDARY);
    const { next } = openMultipart(body.read, boundary);
    for (let part = await next(); part; part = await next()) {
      checkName(part.name);
      if (part.name === 'file') form.file = await receiveFile(part, form, openFile);
      else form.fields.set(part.name, await readField(part));
    }
    return form;
  } finally {
    body.drop();
  }
}

/** Two mistakes that are easily made with Cloudflare's own SDK, and that it says nothing about. */
function checkName(name: string): void {
  if (/^file\[/.test(name)) {
    throw badRequest(
      `the form has a field "${name}" instead of a file: a bare Buffer was given to the SDK. Wrap it: new File([buffer], name, { type })`,
    );
  }
  if (/^metadata\[/.test(name)) {
    throw badRequest(
      `the form has a field "${name}": metadata must be one field with JSON text. Give the SDK JSON.stringify(metadata)`,
    );
  }
}

async function receiveFile(
  { filename, read }: FormPart,
  { file }: ReceivedForm,
  openFile: OpenArrivingFile | null,
): Promise<NamedFile | null> {
  const start = await read();
  // A form of a page whose file was not chosen has an empty one without a name.
  if (!start && !filename) return file;
  if (!openFile) throw badRequest('the file goes to the uploadURL, not here');
  if (file) throw badRequest('the form has more than one file');
  const arrived = await writeArriving(startingWith(start, read), openFile);
  return { ...arrived, name: filename ?? '' };
}

async function* startingWith(start: Buffer | null, read: ReadBytes): AsyncGenerator<Buffer> {
  for (let chunk = start; chunk; chunk = await read()) yield chunk;
}

/** Some clients send metadata as a part with a file name: a field is a field all the same. */
async function readField({ name, read }: FormPart): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for (let chunk = await read(); chunk; chunk = await read()) {
    length += chunk.length;
    if (length > LONGEST_FIELD) throw badRequest(`the field "${shorten(name)}" is too long`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function shorten(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
