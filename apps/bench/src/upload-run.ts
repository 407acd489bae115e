import type { Browser, CDPSession, Page } from 'playwright';
import { watchMemory } from './memory.ts';
import type { Site } from './site.ts';
import { UnfinishedError } from './unfinished.ts';

/** What one page did, once: milliseconds and megabytes. */
export interface Run {
  /** From choosing the files until the last was uploaded, or painted. */
  wall: number;
  /** What the main thread worked. */
  busy: number;
  /** Of long tasks, what is over 50 ms, together. */
  blocked: number;
  memory: number;
}

export interface UploadRunOptions {
  browser: Browser;
  site: Site;
  /** A page of `pages/uploads`. */
  name: string;
  /** How many files are chosen. */
  count: number;
  /** Waits for painted previews, and not for uploads. */
  previews: boolean;
}

const CONCURRENCY = 4;
// Far beyond what people wait: whoever gets here is told how far they came.
const PATIENCE = 90_000;

/** Chooses files on a page and waits until all is done. */
export async function runUpload(options: UploadRunOptions): Promise<Run> {
  const { browser, site, name, previews } = options;
  site.holding = previews;
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  try {
    await page.goto(`${site.origin}/uploads/${name}/`);
    await page.waitForFunction(() => 'contender' in window);
    await choose(page, options);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const before = await busyOf(session);
    const memory = await watchMemory(browser);
    const { wall, blocked } = await finish(page, options, errors);
    return { wall, blocked, memory: memory.stop(), busy: (await busyOf(session)) - before };
  } finally {
    await page.close();
  }
}

/** Mounts the page and puts the files at hand, so that only what comes then is measured. */
async function choose(page: Page, { site, count, previews }: UploadRunOptions): Promise<void> {
  const given = { count, different: site.files.length, previews, concurrency: CONCURRENCY };
  await page.evaluate(async ({ count, different, previews, concurrency }) => {
    window.blocked = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.blocked += duration - 50;
    }).observe({ type: 'longtask' });
    const root = document.getElementById('root') as HTMLElement;
    window.contender.mount(root, { endpoint: `${location.origin}/upload`, concurrency, previews });
    const blobs = await Promise.all(
      Array.from({ length: different }, async (_, n) => (await fetch(`/files/${n}`)).blob()),
    );
    window.chosen = Array.from({ length: count }, (_, n) => {
      const content = blobs[n % different] as Blob;
      return new File([content], `photo-${n}.jpg`, { type: 'image/jpeg' });
    });
    // What mounting has begun is over by then.
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, given);
}

/** Looks every few milliseconds, which costs everybody the same. */
async function finish(
  page: Page,
  { name, count, previews }: UploadRunOptions,
  errors: readonly Error[],
) {
  const result = await page.evaluate(
    async ({ count, previews, patience }) => {
      const began = performance.now();
      const passed = () => performance.now() - began;
      const reached = () => (previews ? window.contender.previews() : window.contender.done());
      window.contender.add(window.chosen);
      while (reached() < count && passed() < patience) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const wall = passed();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { wall, blocked: window.blocked, reached: reached() };
    },
    { count, previews, patience: PATIENCE },
  );
  if (result.reached >= count) return result;
  // React's messages go on with an address.
  const [error = null] = errors[0]?.message.split(';') ?? [];
  const { reached } = result;
  throw new UnfinishedError(name, { reached, count, seconds: PATIENCE / 1000, error });
}

async function busyOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}
