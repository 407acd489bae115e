// Frames while 10,000 pictures are scrolled past, beside those of an empty page of their height in the same run:
//   node --conditions=@tintype/source scripts/scrolling/scrolling.ts [rounds] [seconds] [pixels per second]
// What is measured is built as for production. `share` is the frames shown of those that the empty page
// showed; `late` how many of them came more than half a frame late; `worst` the longest wait in milliseconds.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from 'playwright';
import sharp from 'sharp';
import { build, defaultClientConditions } from 'vite';
import { findBrowser, launchArguments } from '../browser.ts';

const [rounds = 5, seconds = 5, speed = 3000] = process.argv.slice(2).map(Number);
const KINDS = ['empty', 'gallery', 'list'] as const;
type Kind = (typeof KINDS)[number];

interface Frames {
  shown: number;
  late: number;
  worst: number;
  /** Milliseconds of work of the main thread. */
  busy: number;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const pictures = await Promise.all(
  Array.from({ length: 20 }, (_, n) =>
    sharp({
      create: { width: 320, height: 240, channels: 3, background: { r: n * 12, g: 90, b: 160 } },
    })
      .jpeg()
      .toBuffer(),
  ),
);

async function bundle(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const built = await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
    worker: { format: 'es' },
    build: {
      write: false,
      rolldownOptions: { input: path.join(import.meta.dirname, 'index.html') },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  return new Map(
    outputs
      .flatMap((output) => ('output' in output ? output.output : []))
      .map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
}

const files = await bundle();
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' } as const;
const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const number = /^\/picture\/(\d+)\//.exec(pathname)?.[1];
  if (number !== undefined) {
    response.setHeader('content-type', 'image/jpeg');
    response.end(pictures[Number(number) % pictures.length]);
    return;
  }
  const name = files.has(pathname) ? pathname : '/index.html';
  response.setHeader('content-type', TYPES[path.extname(name) as keyof typeof TYPES]);
  response.end(files.get(name));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments() });

async function measure(kind: Kind): Promise<Frames> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  try {
    await page.goto(`${origin}/?${kind}`);
    await page.waitForSelector('[data-ready]');
    await page.waitForTimeout(1000);
    const work = await watchWork(page);
    const before = await work();
    const frames = await scroll(page);
    return { ...frames, busy: (await work()) - before };
  } finally {
    await page.close();
  }
}

/** Tells how long the main thread has worked by now, in milliseconds. */
async function watchWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
}

function scroll(page: Page): Promise<Omit<Frames, 'busy'>> {
  return page.evaluate(
    ({ seconds, speed }) =>
      new Promise<Omit<Frames, 'busy'>>((resolve) => {
        const box = document.querySelector('[data-windowed]') ?? document.scrollingElement;
        if (!box) throw new Error('nothing can be scrolled');
        const frame = 1000 / 60;
        let start = 0;
        let last = 0;
        let shown = 0;
        let late = 0;
        let worst = 0;
        const step = (now: number) => {
          start ||= now;
          if (last > 0) {
            shown++;
            const wait = now - last;
            if (wait > frame * 1.5) late++;
            worst = Math.max(worst, wait);
          }
          last = now;
          box.scrollTop = ((now - start) / 1000) * speed;
          if (now - start < seconds * 1000) requestAnimationFrame(step);
          else resolve({ shown, late, worst });
        };
        requestAnimationFrame(step);
      }),
    { seconds, speed },
  );
}

const results: Record<Kind, Frames[]> = { empty: [], gallery: [], list: [] };
try {
  for (let round = 0; round < rounds; round++) {
    for (const kind of KINDS) results[kind].push(await measure(kind));
  }
} finally {
  await browser.close();
  server.close();
}

const most = median(results.empty.map(({ shown }) => shown));
console.log(`10,000 items, ${speed} px/s for ${seconds} s, ${rounds} rounds, medians`);
for (const kind of KINDS) {
  const of = (key: keyof Frames) => median(results[kind].map((frames) => frames[key]));
  const perSecond = (of('shown') / seconds).toFixed(1);
  console.log(
    `${kind.padEnd(8)} ${perSecond} frames/s, share ${(of('shown') / most).toFixed(2)}, late ${of('late')}, worst ${of('worst').toFixed(0)} ms, main thread busy ${((100 * of('busy')) / (seconds * 1000)).toFixed(0)} %`,
  );
}
