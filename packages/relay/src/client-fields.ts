import { badRequest, limits } from '@tintype/core/images';
import type { FormPart, ReadBytes } from './multipart-reader.ts';

/** The metadata of a picture, as an object of JSON. */
export type Metadata = Readonly<Record<string, unknown>>;

/** All that a browser may say of a picture. Its id and its creator are decided here, on the server. */
export interface ClientFields {
  metadata?: Metadata;
  requireSignedURLs?: boolean;
}

/**
 * Reads a field of a form into `fields`. A field of another name is dropped: forms of pages have
 * fields that are not for the image service, and `id`, `creator` and `url` are not the browser's.
 *
 * @throws ApiRefusal 400 for a value that cannot be used, and for a field that comes twice.
 */
export async function readClientField(
  { name, read }: FormPart,
  fields: ClientFields,
): Promise<void> {
  if (name !== 'metadata' && name !== 'requireSignedURLs') return;
  if (name in fields) throw badRequest(`the form has more than one ${name}`);
  const text = await readText(name, read);
  if (name === 'metadata') fields.metadata = parseMetadata(text);
  else fields.requireSignedURLs = parseBoolean(text.trim());
}

/**
 * Checks the metadata that a browser sent as JSON.
 *
 * @throws ApiRefusal 400.
 */
export function checkMetadata(value: unknown): Metadata {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw badRequest('metadata must be the JSON text of an object');
}

async function readText(name: string, read: ReadBytes): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let chunk = await read(); chunk; chunk = await read()) {
    size += chunk.length;
    if (size > limits.metadata) throw badRequest(`${name} is over ${limits.metadata} bytes long`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseMetadata(text: string): Metadata {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('metadata is not JSON');
  }
  return checkMetadata(value);
}

function parseBoolean(text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw badRequest('requireSignedURLs must be "true" or "false"');
}
