import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { findBrowser, launchArguments } from '../../scripts/browser.ts';

/** A browser for as long as the tests of a file run. @param more - Arguments besides those of all tests. */
export function keepBrowser(more: readonly string[] = []): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findBrowser(),
      args: [...launchArguments(), ...more],
    });
  });
  afterAll(() => browser?.close());
  return () => {
    if (!browser) throw new Error('The browser runs only while tests do.');
    return browser;
  };
}
