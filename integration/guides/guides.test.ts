import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, it } from 'vitest';
import { findBrowser, launchArguments } from '../../scripts/browser.ts';
import { readPage } from '../docs/pages.ts';
import { type Step, stepsOf } from './guide.ts';
import { createNewcomer } from './newcomer.ts';
import { type PackageRegistry, startRegistry } from './package-registry.ts';
import { replaceAvatar, seeRefusal, uploadAndReload } from './visit.ts';

const here = import.meta.dirname;

let browser: Browser;
let registry: PackageRegistry;
let cache: string;
beforeAll(async () => {
  registry = await startRegistry();
  cache = await mkdtemp(path.join(tmpdir(), 'tintype-npm-cache-'));
  browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments() });
});
afterAll(async () => {
  await browser?.close();
  await registry?.close();
  await rm(cache, { recursive: true, force: true, maxRetries: 5 });
});

interface GuideRun {
  /** How often the guide starts the app. */
  visits: number;
  /** The part of the page that is the guide. @default all of it */
  section?: string;
  /** Whether the gallery still has its images after a reload. @default true */
  keepsImages?: boolean;
  templates?: Record<string, string>;
  environment?: Record<string, string>;
  /** What the guide promises of the app. @default that it stores images and shows them */
  visit?: typeof uploadAndReload;
  /** What else it promises. */
  check?: (browser: Browser, url: string) => Promise<void>;
  /** The guide that it goes on from: its steps come first. */
  after?: string;
  /** What checks its types, where no step of it does. */
  typecheck?: string;
}

const GUIDES: Record<string, GuideRun> = {
  'README.md': {
    visits: 1,
    section: 'Quick start',
    keepsImages: false,
    typecheck: 'npx tsc -b',
  },
  'docs/guides/next.md': {
    visits: 2,
    // The template's fonts come from Google, which a machine without the internet does not reach.
    environment: { NEXT_FONT_GOOGLE_MOCKED_RESPONSES: path.join(here, 'mocked-fonts.cjs') },
  },
  'docs/guides/vite-hono.md': { visits: 2 },
  'docs/guides/react-router.md': {
    visits: 2,
    // It downloads its template from a host that is no registry.
    templates: { 'npx create-react-router': path.join(here, 'templates/react-router') },
  },
  'docs/guides/tanstack-start.md': { visits: 2 },
  'docs/guides/workers.md': { visits: 1 },
  'docs/guides/own-backend.md': { visits: 1, check: seeRefusal, typecheck: 'npx tsc -b' },
  'docs/guides/avatar.md': {
    visits: 1,
    after: 'README.md',
    visit: replaceAvatar,
    typecheck: 'npx tsc -b',
  },
};

// Most of the time goes into waiting for packages to arrive.
it.concurrent.for(Object.entries(GUIDES))(
  '%s leads to photos that are stored and shown',
  async ([file, run], { expect, onTestFinished }) => {
    const newcomer = await createNewcomer({ registry: registry.url, cache, ...run });
    onTestFinished(() => newcomer.leave());
    let visits = 0;
    for (const step of stepsBefore(run)) await newcomer.follow(step);
    for (const step of stepsOf(textOf(file, run.section))) {
      const url = await newcomer.follow(step).catch((cause) => {
        throw new Error(`${file}:${step.line} fails. ${cause.message}`, { cause });
      });
      if (step.kind !== 'commands' || step.terminal !== 'app') continue;
      const visit = run.visit ?? uploadAndReload;
      await visit(browser, url ?? '', { ...run, expect, stored: visits });
      await run.check?.(browser, url ?? '');
      visits += 1;
    }
    expect(visits).toBe(run.visits);
    const { typecheck: text = '' } = run;
    await newcomer.follow({ kind: 'commands', line: 0, text, terminal: null });
  },
);

/** Those of the guide before, but for the app itself, which is started later. */
function stepsBefore({ after = '' }: GuideRun): Step[] {
  const before = GUIDES[after];
  if (!before) return [];
  const steps = stepsOf(textOf(after, before.section));
  return steps.filter((step) => step.kind === 'file' || step.terminal !== 'app');
}

function textOf(file: string, section?: string): string {
  const { text } = readPage(file);
  if (section === undefined) return text;
  const [, after = ''] = text.split(`\n## ${section}\n`);
  return after.split(/\n## /)[0] ?? '';
}
