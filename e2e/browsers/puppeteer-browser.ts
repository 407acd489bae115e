import puppeteer, { type ElementHandle, type LaunchOptions, type Page } from 'puppeteer-core';
import type { Browser, Tab } from './tab.ts';

/** A screen that is held in the hand. */
export interface Phone {
  viewport: { width: number; height: number; deviceScaleFactor: number };
  userAgent: string;
}

const WIDE = { width: 1100, height: 900 };
// A page that a busy machine prepares for the first time takes longer than a person would wait.
const PATIENCE = 30_000;

/** Starts Chromium over its DevTools protocol, or Firefox over WebDriver BiDi. */
export async function startWithPuppeteer(options: LaunchOptions, phone?: Phone): Promise<Browser> {
  const browser = await puppeteer.launch({ headless: true, defaultViewport: WIDE, ...options });
  const page = await browser.newPage();
  // What is behind another tab is drawn late or not at all.
  await page.bringToFront();
  page.setDefaultTimeout(PATIENCE);
  if (phone) {
    const viewport = { ...phone.viewport, isMobile: true, hasTouch: true };
    await page.emulate({ viewport, userAgent: phone.userAgent });
  }
  return {
    version: await browser.version(),
    tab: tabOf(page, phone ? (element) => element.tap() : (element) => element.click()),
    close: () => browser.close(),
  };
}

function tabOf(page: Page, touch: (element: ElementHandle) => Promise<void>): Tab {
  const press = async (place: string): Promise<void> => {
    const element = await page.waitForSelector(`::-p-xpath(${place})`, { visible: true });
    if (!element) throw new Error(`There is no ${place} on the page.`);
    await element.scrollIntoView();
    await touch(element);
  };
  return {
    press,
    async goTo(url) {
      await page.goto(url);
    },
    async reload() {
      await page.reload();
    },
    async chooseFiles(place, paths) {
      const [dialog] = await Promise.all([page.waitForFileChooser(), press(place)]);
      await dialog.accept([...paths]);
    },
    run: (task, given) => page.evaluate(task as never, given) as never,
  };
}
