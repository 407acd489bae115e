/**
 * Loads a module again that could not be loaded. Firefox up to 154 remembers every failed request of a
 * module for the life of the page, as HTML prescribed until 2026, but names it in its error: under another
 * URL, it is requested again. Chromium and WebKit request it again by themselves.
 *
 * @param attempt - A number that no attempt before had.
 * @see https://github.com/whatwg/html/pull/10327
 */
export async function importFresh<Module>(
  load: () => Promise<Module>,
  attempt: number,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const url = rememberedFailure(error);
    if (!url) throw error;
    url.searchParams.set('retry', String(attempt));
    return import(
      /* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ url.href
    );
  }
}

const FIREFOX = 'error loading dynamically imported module: ';

function rememberedFailure(error: unknown): URL | null {
  const message = error instanceof TypeError ? error.message : '';
  if (!message.startsWith(FIREFOX)) return null;
  const url = message.slice(FIREFOX.length);
  return URL.canParse(url) ? new URL(url) : null;
}
