// Only the scheme is read, so any base will do for URLs relative to the page.
const ANY_ORIGIN = 'http://relative.invalid';

/** Tells whether a URL can be put into the page: http(s), or relative to the page. */
export function isSafeURL(url: unknown): url is string {
  if (typeof url !== 'string' || url === '' || !URL.canParse(url, ANY_ORIGIN)) return false;
  return /^https?:$/.test(new URL(url, ANY_ORIGIN).protocol);
}

/** The URL for use outside of the page. */
export function absoluteURL(url: string): string {
  return new URL(url, document.baseURI).href;
}
