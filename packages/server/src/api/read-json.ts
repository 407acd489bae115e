import type { IncomingMessage } from 'node:http';
import { ApiRefusal, badRequest } from '@tintype/core/images';

// Far more than any call of this API needs.
const MOST_BYTES = 64 * 1024;

/**
 * Reads the JSON object of a request.
 *
 * @throws ApiRefusal 5400 for what is no JSON object, 5413 for one that is far too long.
 */
export async function readJSON(request: IncomingMessage): Promise<Record<string, unknown>> {
  const value = parse(await readText(request));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw badRequest('the body must be a JSON object');
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      // Who is still sending gets the answer only once the rest was read.
      request.resume();
      throw new ApiRefusal(413, 5413, `The body is over ${MOST_BYTES} bytes long`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  if (text.trim() === '') throw badRequest('EOF while parsing a value at line 1 column 0');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`the body is not JSON: ${(error as Error).message}`);
  }
}
