import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { ApiRefusal, badRequest, imageTooLarge, limits, notAForm } from '@tintype/core/images';

/** A form that was received, with its file on disk. */
export interface ReceivedForm {
  fields: Map<string, string>;
  file: { name: string; size: number } | null;
}

// Far more than the API knows, and little enough to hold in memory.
const MOST_FIELDS = 20;
const LONGEST_FIELD = 16 * 1024;

/**
 * Receives a multipart form. The part `file` goes to `path` as it arrives, is durable there when this
 * resolves, and is cut off as soon as it is over the limit; all other parts are kept as text.
 *
 * @throws ApiRefusal 5415 for a body that is no form, 5413 for a file over the limit, 5400 for a
 * form that is broken.
 */
export async function receiveForm(request: IncomingMessage, path: string): Promise<ReceivedForm> {
  return receive(request, createParser(request), path);
}

/**
 * Receives a form without a file. No form at all, and one without any fields, are the same as an
 * empty one, as Cloudflare's own SDK sends it.
 *
 * @throws ApiRefusal as {@link receiveForm}, and 5400 for a form that has a file.
 */
export async function receiveFields(
  request: IncomingMessage,
): Promise<ReadonlyMap<string, string>> {
  if (request.headers['content-type'] === undefined) {
    request.resume();
    return new Map();
  }
  const { fields } = await receive(request, createParser(request), null);
  return fields;
}

async function receive(
  request: IncomingMessage,
  parser: BusboyInstance,
  path: string | null,
): Promise<ReceivedForm> {
  const form: ReceivedForm = { fields: new Map(), file: null };
  const writes: Promise<void>[] = [];
  const streams: Readable[] = [];
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    parser.destroy(failure as Error);
    // The parser forgets its parts; whoever reads them would wait for ever, with a file open.
    for (const stream of streams) stream.destroy(failure as Error);
  };

  parser.on('field', (name, value, _nameTruncated, valueTruncated) => {
    if (valueTruncated) fail(badRequest(`the field "${name}" is too long`));
    form.fields.set(name, value);
  });
  parser.on('file', (name, stream, filename) => {
    streams.push(stream);
    // Told through whoever reads the part; without a listener it would end the process.
    stream.on('error', () => undefined);
    const isFile = name === 'file';
    if (isFile && path === null) fail(badRequest('the file goes to the uploadURL, not here'));
    if (isFile && form.file) fail(badRequest('the form has more than one file'));
    if (isFile) form.file = { name: filename ?? '', size: 0 };
    const write =
      isFile && path !== null ? writeFile(stream, path, form) : readField(name, stream, form);
    writes.push(write.catch(fail));
  });
  for (const limit of ['fieldsLimit', 'partsLimit', 'filesLimit'] as const) {
    parser.on(limit, () => fail(badRequest('the form has too many parts')));
  }

  try {
    await feed(request, parser);
    await Promise.all(writes);
  } catch (error) {
    fail(error);
    await Promise.all(writes);
  }
  if (failure) throw explain(failure);
  return form;
}

/**
 * Hands the body to the parser. Unlike a pipeline it leaves the connection open when the parser gives
 * up, and drops the rest of the body, so that a client that is still sending gets its answer.
 */
async function feed(request: IncomingMessage, parser: BusboyInstance): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      parser.once('finish', resolve);
      // Both may fail once more while they are given up; only the first time counts.
      parser.on('error', reject);
      request.on('error', reject);
      request.once('close', () => {
        if (!request.complete) reject(new Error('aborted'));
      });
      request.pipe(parser);
    });
  } finally {
    request.unpipe(parser);
    request.resume();
  }
}

function createParser(request: IncomingMessage): BusboyInstance {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) throw notAForm();
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      limits: {
        // One byte over the limit tells that it was passed.
        fileSize: limits.fileSize + 1,
        fields: MOST_FIELDS,
        parts: MOST_FIELDS,
        files: 3,
        fieldSize: LONGEST_FIELD,
        headerPairs: 20,
      },
    });
  } catch (cause) {
    throw new ApiRefusal(400, 5400, `Bad request: ${reasonOf(cause)}`);
  }
}

async function writeFile(
  source: BusboyFileStream,
  path: string,
  form: ReceivedForm,
): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (form.file) form.file.size += chunk.length;
      if ((form.file?.size ?? 0) > limits.fileSize) throw imageTooLarge(limits.fileSize);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Some clients send metadata as a part with a file name. */
async function readField(name: string, source: Readable, form: ReceivedForm): Promise<void> {
  let text = '';
  for await (const chunk of source.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > LONGEST_FIELD) throw badRequest(`the field "${name}" is too long`);
  }
  form.fields.set(name, text);
}

function explain(error: unknown): unknown {
  if (error instanceof ApiRefusal) return error;
  const code = (error as NodeJS.ErrnoException).code;
  // Trouble with the disk is the server's own fault.
  if (code && /^E[A-Z]+$/.test(code) && code !== 'ECONNRESET') return error;
  return badRequest(reasonOf(error));
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /Unexpected end|aborted|premature/i.test(message)
    ? 'incomplete multipart stream'
    : message;
}
