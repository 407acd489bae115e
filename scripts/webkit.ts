import { existsSync, globSync } from 'node:fs';
import { findProgram, installWithApt } from './installing.ts';

/** What it takes to run tests in WebKit. */
export interface WebKit {
  /** Speaks WebDriver. */
  driver: string;
  /** The browser that comes with WebKitGTK. */
  browser: string;
  /** Gives it a screen, since it cannot do without. */
  screen: string;
}

const BROWSERS = [
  '/usr/lib/*/webkit2gtk-4.*/MiniBrowser',
  '/usr/lib/webkit2gtk-4.*/MiniBrowser',
  '/usr/libexec/webkit2gtk-4.*/MiniBrowser',
];

/**
 * The WebKit that tests run in, without installing anything: the driver named by the environment variable
 * `WEBKIT_DRIVER`, else the installed one, with the browser and the screen that it needs.
 *
 * @throws Error when `WEBKIT_DRIVER` names no file, or when one of the three is missing.
 */
export function findWebKit(): WebKit {
  const named = process.env.WEBKIT_DRIVER;
  if (named && !existsSync(named)) {
    throw new Error(
      `WEBKIT_DRIVER is set to ${named}, but there is no such file. Correct it or unset it.`,
    );
  }
  const driver = named || findProgram('WebKitWebDriver');
  const browser = globSync(BROWSERS).toSorted().at(-1);
  const screen = findProgram('Xvfb');
  if (driver && browser && screen) return { driver, browser, screen };
  const missing = Object.entries({ WebKitWebDriver: driver, MiniBrowser: browser, Xvfb: screen });
  throw new Error(
    `The tests run in WebKit, too, and there is no ${namesOfMissing(missing)}: run them on Linux with WebKitGTK ("apt-get install webkit2gtk-driver xvfb" on Debian and Ubuntu, which needs root; WEBKIT_DRIVER names a driver that is elsewhere), then again.`,
  );
}

/** The same, and where something is missing it tries Debian's packages first. */
export function findOrInstallWebKit(): WebKit {
  try {
    return findWebKit();
  } catch (error) {
    if (process.env.WEBKIT_DRIVER) throw error;
  }
  console.log('No WebKit found, or no screen for it. Trying to install them …');
  installWithApt('webkit2gtk-driver', 'xvfb');
  return findWebKit();
}

function namesOfMissing(parts: [string, string | undefined][]): string {
  return parts.flatMap(([name, path]) => (path ? [] : name)).join(', no ');
}
