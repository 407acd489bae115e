import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { BASELINES, currentEnvironment, explainDifference } from './environment.ts';
import { serveFolder } from './static-server.ts';
import { readShots, type Shot } from './story-list.ts';

const STORYBOOK = process.env.VISUAL_STORYBOOK ?? '';
const UPDATING = Boolean(process.env.VISUAL_UPDATE);
const NOW = '2026-11-25T12:00:00Z';

/**
 * The same browser on the same machine draws the same pixels, so there is little to tolerate: a few
 * pixels, and a difference of colour that nobody sees. A button that is a pixel off, or an accent that is
 * 10 % lighter, is far more than that.
 */
const TOLERANCE = { threshold: 0.02, maxDiffPixels: 12 };

const test = base.extend<object, { stage: Page; origin: string }>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use) => {
      const server = await serveFolder(STORYBOOK);
      await use(server.origin);
      server.close();
    },
    { scope: 'worker' },
  ],
  // One page for all: it keeps what it has loaded and compiled.
  stage: [
    async ({ browser }, use) => {
      const context = await browser.newContext({
        viewport: { width: 1100, height: 800 },
        deviceScaleFactor: 1,
        locale: 'en-US',
        timezoneId: 'UTC',
        reducedMotion: 'reduce',
      });
      await context.addInitScript(setTheClock, NOW);
      await context.addInitScript(leaveOutBubbles);
      await use(await context.newPage());
      await context.close();
    },
    { scope: 'worker' },
  ],
});

const shots = readShots(STORYBOOK);

for (const shot of shots) {
  test(shot.title, async ({ stage, origin, browser }) => {
    const file = `${shot.name}.png`;
    if (!UPDATING && !existsSync(path.join(BASELINES, file))) {
      throw new Error(
        `${shot.title} has no picture to compare with. Look at the story; if it is as it should be, run "pnpm visual --update" and commit visual/baselines/${file}.`,
      );
    }
    await show(stage, origin, shot);
    try {
      await expect(stage).toHaveScreenshot(file, TOLERANCE);
    } catch (error) {
      throw explained(error, browser.version());
    }
  });
}

test('every picture belongs to a story', () => {
  const names = new Set(shots.map(({ name }) => `${name}.png`));
  const orphans = readdirSync(BASELINES).filter((file) => !names.has(file));
  const advice = 'No story looks like these any more; "pnpm visual --update" deletes them';
  expect(orphans, advice).toEqual([]);
});

async function show(page: Page, origin: string, shot: Shot): Promise<void> {
  await page.setViewportSize({ width: shot.width, height: shot.height });
  // Where no story's own pointer is.
  await page.mouse.move(0, 0);
  await forgetPictures(page);
  await page.goto(
    `${origin}/iframe.html?id=${shot.storyId}&viewMode=story&globals=theme:${shot.theme}`,
  );
  const phase = await page.waitForFunction(phaseOfStory);
  const end = await phase.jsonValue();
  const message = end === 'finished' ? '' : await page.locator('#error-message').textContent();
  expect(end, `The story's own test failed: ${message}`).toBe('finished');
  const rules = shot.hide.map((selector) => `${selector} { visibility: hidden !important; }`);
  if (rules.length > 0) await page.addStyleTag({ content: rules.join('\n') });
  await page.waitForFunction(allIsThere);
}

/**
 * From a `srcset`, Chromium takes a larger picture than it needs when another story has left that in memory.
 * Switching off the cache empties the memory, and leaves what is on disk.
 */
async function forgetPictures(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: false });
  await devtools.detach();
}

/** Runs in the page: how the story has ended, `false` while it has not. */
function phaseOfStory(): string | false {
  const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as {
    __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } };
  };
  const phase = preview?.currentRender?.phase ?? '';
  return ['finished', 'errored', 'aborted'].includes(phase) ? phase : false;
}

/** Runs in the page: fonts and pictures in sight have come, or never will. */
async function allIsThere(): Promise<boolean> {
  await document.fonts.ready;
  const inSight = [...document.images].filter((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  return document.fonts.status === 'loaded' && inSight.every(({ complete }) => complete);
}

/** Runs in each page before its own scripts: time flows, from always the same moment on. */
function setTheClock(moment: string): void {
  const RealDate = Date;
  const offset = RealDate.parse(moment) - RealDate.now();
  const now = () => RealDate.now() + offset;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

/**
 * Runs in each page before its own scripts: the browser's bubble beside an invalid field fades in and out,
 * in the system's font. Without it, the focus goes to the field all the same.
 */
function leaveOutBubbles(): void {
  const onInvalid = (event: Event) => {
    event.preventDefault();
    const { form } = event.target as HTMLInputElement;
    const first = form?.querySelector<HTMLElement>(':invalid:not(fieldset)');
    if (first === event.target) first?.focus();
  };
  addEventListener('invalid', onInvalid, { capture: true });
}

function explained(error: unknown, chromium: string): unknown {
  const difference = explainDifference(currentEnvironment(chromium));
  if (error instanceof Error && difference) error.message += `\n\n${difference}`;
  return error;
}
