import { ApiRefusal, badRequest } from '@tintype/core/images';
import { join } from './byte-window.ts';
import { openBody } from './request-body.ts';
import type { Watch } from './watch.ts';

// Metadata of 1,024 bytes, with room for escapes and spaces.
const MOST_BYTES = 16 * 1024;

/**
 * Reads a small JSON object from a request. Only `application/json` is read: no form of another page
 * can send it unasked.
 *
 * @throws ApiRefusal 400, 413 or 415.
 */
export async function readJSON(request: Request, watch: Watch): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    throw new ApiRefusal(415, 5400, 'Bad request: send the changes as application/json');
  }
  const value = parse(new TextDecoder().decode(await readAll(request, watch)));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw badRequest('the body must be a JSON object');
}

async function readAll(request: Request, watch: Watch): Promise<Uint8Array> {
  let all: Uint8Array = new Uint8Array();
  const body = openBody(request, watch);
  if (!body) return all;
  for (let chunk = await body.read(); chunk; chunk = await body.read()) {
    all = join(all, chunk);
    if (all.length <= MOST_BYTES) continue;
    await body.close();
    throw new ApiRefusal(413, 5400, `Bad request: the body is over ${MOST_BYTES} bytes long`);
  }
  return all;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('the body is not JSON');
  }
}
