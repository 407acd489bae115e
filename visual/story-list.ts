import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { findBrowser } from '../scripts/browser.ts';
import { chromiumArguments } from './environment.ts';
import { serveFolder } from './static-server.ts';

const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** One picture to take: a story in one colour scheme. */
export interface Shot {
  /** Names the picture's file. */
  name: string;
  /** For people, as `ImageDropzone › Idle, dark`. */
  title: string;
  storyId: string;
  theme: Theme;
  width: number;
  height: number;
  /** Selectors of what changes by its nature, such as a speed. It keeps its place and is not seen. */
  hide: readonly string[];
}

/** What a story can say about its pictures, in `parameters.visual`. */
export interface VisualParameters {
  /** Pixels of the picture, where 800 would not show it all. */
  height?: number;
  hide?: readonly string[];
}

interface ExtractedStory {
  id: string;
  title: string;
  name: string;
  parameters: { narrow?: boolean; visual?: VisualParameters };
  storyGlobals?: { theme?: Theme };
}

const FILE = 'shots.json';
const WIDTH = 1100;
// The narrow stage is 20rem wide, with 1.5rem on each side.
const NARROW = 368;

/** Reads what {@link writeShots} wrote. */
export function readShots(storybook: string): Shot[] {
  return JSON.parse(readFileSync(path.join(storybook, FILE), 'utf8'));
}

/**
 * Asks a built Storybook for its stories, since only it knows their parameters, and writes the list of
 * pictures beside it.
 *
 * @returns The version of the browser that was asked.
 */
export async function writeShots(storybook: string): Promise<string> {
  const server = await serveFolder(storybook);
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: chromiumArguments(),
  });
  try {
    const stories = await extract(browser, server.origin);
    writeFileSync(path.join(storybook, FILE), JSON.stringify(stories.flatMap(shotsOf), null, 2));
    return browser.version();
  } finally {
    await browser.close();
    server.close();
  }
}

async function extract(browser: Browser, origin: string): Promise<ExtractedStory[]> {
  const page: Page = await browser.newPage();
  await page.goto(`${origin}/iframe.html`);
  await page.waitForFunction(() => '__STORYBOOK_PREVIEW__' in globalThis);
  const stories = await page.evaluate(async () => {
    const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as {
      __STORYBOOK_PREVIEW__: { ready(): Promise<void>; extract(): Promise<unknown> };
    };
    await preview.ready();
    return JSON.stringify(await preview.extract());
  });
  return Object.values(JSON.parse(stories));
}

function shotsOf({ id, title, name, parameters, storyGlobals }: ExtractedStory): Shot[] {
  const { narrow = false, visual = {} } = parameters;
  // A story that says its theme looks the same in the other.
  const themes = storyGlobals?.theme ? [storyGlobals.theme] : THEMES;
  return themes.map((theme) => ({
    name: `${id}-${theme}`,
    title: `${title} › ${name}, ${theme}`,
    storyId: id,
    theme,
    width: narrow ? NARROW : WIDTH,
    height: visual.height ?? 800,
    hide: visual.hide ?? [],
  }));
}
