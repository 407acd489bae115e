import { readParameters } from './header-parameters.ts';

// RFC 2046 allows 70 characters; no client needs more than a few times that.
const LONGEST = 200;

/**
 * Reads from a `Content-Type` what divides the parts of a form.
 *
 * @returns `null` for a type that is no multipart form, or one without a usable boundary.
 */
export function boundaryOf(contentType: string): string | null {
  if (!/^\s{0,8}multipart\/form-data[ \t]*;/i.test(contentType)) return null;
  const boundary = readParameters(contentType.slice(contentType.indexOf(';'))).get('boundary');
  return boundary && boundary.length <= LONGEST && /^[\x20-\x7e]+$/.test(boundary)
    ? boundary
    : null;
}
