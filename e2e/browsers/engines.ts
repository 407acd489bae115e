import { findBrowser, launchArguments } from '../../scripts/browser.ts';
import { findFirefox } from '../../scripts/firefox.ts';
import { findWebKit } from '../../scripts/webkit.ts';
import { type Phone, startWithPuppeteer } from './puppeteer-browser.ts';
import type { Browser } from './tab.ts';
import { startWebKit } from './webdriver-browser.ts';

/** A browser that the suite runs in. */
export interface Engine {
  name: string;
  /** Whether it is held in the hand. */
  phone: boolean;
  /** @throws Error that says what to install, where it is not there. */
  start(): Promise<Browser>;
}

const PHONE: Phone = {
  viewport: { width: 390, height: 844, deviceScaleFactor: 3 },
  userAgent:
    'Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
};

const startChromium = async (phone?: Phone) =>
  startWithPuppeteer({ executablePath: findBrowser(), args: launchArguments() }, phone);

export const ENGINES: readonly Engine[] = [
  { name: 'Chromium', phone: false, start: () => startChromium() },
  { name: 'Chromium as a phone', phone: true, start: () => startChromium(PHONE) },
  {
    name: 'Firefox',
    phone: false,
    start: async () => startWithPuppeteer({ browser: 'firefox', executablePath: findFirefox() }),
  },
  { name: 'WebKit', phone: false, start: async () => startWebKit(findWebKit()) },
];
