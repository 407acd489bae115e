import { badRequest } from '../images/api-refusal.ts';
import { readExtended } from './extended-parameter.ts';
import { readParameters } from './header-parameters.ts';

/** What the headers of a form's part say. */
export interface PartHeaders {
  name: string;
  /** Without folders, or `null` for a plain field. */
  filename: string | null;
}

/**
 * Reads the headers of a part (RFC 7578, section 4.2), as browsers, .NET, React Native, Go, curl and mail
 * programs write them: names may be quoted or not, escaped by percent signs or backslashes, folded, or
 * encoded (RFC 5987, RFC 2231).
 *
 * @param text - All of the headers, without the empty line behind them.
 * @throws ApiRefusal 400 for a part that has no name, or more than one.
 */
export function readPartHeaders(text: string): PartHeaders {
  const parameters = readParameters(findDisposition(text));
  const name = parameters.get('name');
  if (!name) throw badRequest('a part of the form has no name');
  const filename = readExtended(parameters, 'filename') ?? parameters.get('filename') ?? null;
  return { name, filename: filename === null ? null : withoutFolders(filename) };
}

/** Everything behind the kind of disposition. */
function findDisposition(text: string): string {
  // A line that begins with a space goes on with the one before (RFC 5322, section 2.2.3).
  const lines = text.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/);
  const [line, second] = lines.filter((one) => /^content-disposition[ \t]*:/i.test(one));
  if (second !== undefined)
    throw badRequest('a part of the form has two Content-Disposition headers');
  const start = line?.indexOf(';') ?? -1;
  return start === -1 ? '' : (line?.slice(start) ?? '');
}

/**
 * Pages that let folders in, and old browsers, send a path. A backslash divides folders only in a path of
 * Windows; elsewhere it is a character of the name.
 */
function withoutFolders(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^(?:[a-z]:|\\)\\/i.test(name) ? name.slice(name.lastIndexOf('\\') + 1) : name;
}
