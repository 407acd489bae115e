import { badRequest } from '@tintype/core/images';

/** What the headers of a form's part say. */
export interface PartHeaders {
  name: string;
  /** Without folders, or `null` for a plain field. */
  filename: string | null;
}

/**
 * Reads the headers of a part (RFC 7578, section 4.2).
 *
 * @throws ApiRefusal 5400 for a part that has no name.
 */
export function readPartHeaders(text: string): PartHeaders {
  const line = text.split('\r\n').find((header) => /^content-disposition\s*:/i.test(header));
  const parameters = line ? readParameters(line) : new Map<string, string>();
  const name = parameters.get('name');
  if (!name) throw badRequest('a part of the form has no name');
  const filename = extended(parameters.get('filename*')) ?? parameters.get('filename') ?? null;
  // Old browsers send the whole path.
  return { name, filename: filename === null ? null : (filename.split(/[\\/]/).at(-1) ?? '') };
}

const PARAMETER = /;\s*([^\s;="]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]*))/g;

function readParameters(line: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of line.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted === undefined ? plain : unquote(quoted));
  }
  return parameters;
}

/**
 * Browsers write quotes and line breaks by percent signs (HTML, section 4.10.22.8), others put a
 * backslash before quotes; backslashes that are no escapes stay, as in paths of Windows.
 */
function unquote(text: string): string {
  return text.replace(/\\(["\\])|%(0D|0A|22)/gi, (_, escaped: string | undefined, code: string) =>
    escaped === undefined ? String.fromCharCode(Number.parseInt(code, 16)) : escaped,
  );
}

/** RFC 5987, which forms should not use (RFC 7578, section 4.2), and which some libraries do. */
function extended(value: string | undefined): string | undefined {
  const [, encoded] = /^utf-8'[^']*'(.*)$/i.exec(value ?? '') ?? [];
  try {
    return encoded && decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/**
 * The boundary of a form.
 *
 * @throws ApiRefusal 5400 when there is none, or one that cannot be.
 */
export function boundaryOf(contentType: string): string {
  const boundary = readParameters(contentType).get('boundary');
  if (!boundary) throw badRequest('Error parsing form fields: the Content-Type names no boundary');
  // RFC 2046 allows 70 characters; nobody needs more than a few times that.
  if (boundary.length > 250) throw badRequest('the boundary of the form is too long');
  return boundary;
}
