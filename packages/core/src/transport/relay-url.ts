/**
 * Builds a URL under a relay's endpoint. The endpoint's own query stays, and where its path ends in a
 * slash, so does every other: a server that wants it so would redirect each request, which preflights do
 * not survive.
 *
 * @param segments - Are escaped.
 *
 * @example
 * ```ts
 * relayURL('/api/images/', ['a/b', 'signed', 'public']); // '/api/images/a%2Fb/signed/public/'
 * ```
 */
export function relayURL(
  endpoint: string,
  segments: readonly string[],
  query: URLSearchParams = new URLSearchParams(),
): string {
  const mark = endpoint.indexOf('?');
  const base = mark === -1 ? endpoint : endpoint.slice(0, mark);
  const own = mark === -1 ? '' : endpoint.slice(mark + 1);
  const slash = base.endsWith('/') ? '/' : '';
  const path = segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
  const start = path === '' ? base : `${slash ? base.slice(0, -1) : base}${path}${slash}`;
  const both = [own, query.toString()].filter((part) => part !== '').join('&');
  return both === '' ? start : `${start}?${both}`;
}
