import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { attempt, findProgram, installWithApt } from './installing.ts';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The browser that tests run in, without installing anything: the one named by the environment
 * variable `CHROMIUM`, else an installed Chrome or Chromium, else the one that Playwright downloaded.
 *
 * @throws Error when `CHROMIUM` names no file, or when there is no browser at all.
 */
export function findBrowser(): string {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(
      `CHROMIUM is set to ${named}, but there is no such file. Correct it or unset it.`,
    );
  }
  const found = installed() ?? downloaded();
  if (found) return found;
  throw new Error(NO_BROWSER);
}

/** The same, and where there is none it gets one: Playwright's download, else Debian's package. */
export function findOrInstallBrowser(): string {
  try {
    return findBrowser();
  } catch (error) {
    if (process.env.CHROMIUM) throw error;
  }
  console.log('No Chrome or Chromium found. Trying to install one …');
  return install() ?? fail();
}

/** The switches that every browser in the tests is started with. */
export function launchArguments(): string[] {
  // Chromium refuses to start its sandbox as root, as containers usually run.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    ...asRoot,
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // A camera of its own, which shows a moving pattern, and leave to use it.
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ];
}

function installed(): string | undefined {
  return findProgram(...NAMES) ?? APPLICATIONS.find((path) => existsSync(path));
}

function downloaded(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function install(): string | undefined {
  attempt('playwright', ['install', 'chromium']);
  if (downloaded()) return downloaded();
  installWithApt('chromium');
  return installed();
}

function fail(): never {
  throw new Error(NO_BROWSER);
}

const NO_BROWSER = `The tests run in Chromium, and no browser could be found or installed.
Install Google Chrome or Chromium ("apt-get install chromium" on Debian and Ubuntu),
or set the environment variable CHROMIUM to the path of one, then run the tests again.`;
