import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from './engines.ts';
import type { Outcome } from './requests/page.ts';
import { type Incoming, type Site, startSite } from './requests/site.ts';
import type { Browser } from './tab.ts';

const LARGE = 9_000_000;
const IMAGE = {
  id: 'x',
  filename: 'a.jpg',
  uploaded: 'now',
  requireSignedURLs: false,
  variants: [],
};
const STORED = JSON.stringify({ success: true, result: IMAGE, errors: [], messages: [] });
const ABSENT = JSON.stringify({
  ...{ success: false, result: null, messages: [] },
  errors: [{ code: 5404, message: 'Image not found' }],
});

/** Answers at once, and closes the connection with the body unread. */
function refuse({ socket, respond }: Incoming): void {
  respond('413 Payload Too Large', 'text/plain', 'too large');
  setImmediate(() => socket.destroy());
}

/** Reads the body at so many bytes per second, and says that the image is stored. */
function readSlowly({ socket, length, respond }: Incoming, bytesPerSecond: number): void {
  let read = 0;
  const turn = 50;
  const timer = setInterval(() => {
    for (let left = (bytesPerSecond * turn) / 1000; left > 0; ) {
      const chunk = socket.read() as Buffer | null;
      if (!chunk) break;
      left -= chunk.length;
      read += chunk.length;
    }
    // What came along with the head is part of it.
    if (read < length - 64 * 1024) return;
    clearInterval(timer);
    socket.resume();
    respond('200 OK', 'application/json', STORED);
  }, turn);
  socket.on('close', () => clearInterval(timer));
}

describe.each(ENGINES.filter(({ phone }) => !phone))('in $name', ({ name, start }) => {
  let browser: Browser;
  let site: Site;
  let answer: (incoming: Incoming) => void = () => undefined;

  beforeAll(async () => {
    site = await startSite((incoming) => {
      if (incoming.method === 'POST') answer(incoming);
      else incoming.respond('404 Not Found', 'application/json', ABSENT);
    });
    browser = await start();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(() => {
    site.requests.length = 0;
  });

  const open = async () => {
    await browser.tab.goTo(`${site.origin}/`);
    await browser.tab.run(async () => {
      while (!('upload' in window)) await new Promise((resolve) => setTimeout(resolve, 20));
    }, undefined);
  };
  const upload = (bytes: number, options: object): Promise<Outcome> =>
    browser.tab.run(({ bytes, options }) => window.upload(bytes, options), { bytes, options });
  const posts = () => site.requests.filter((request) => request.startsWith('POST')).length;

  it('a server that refuses without reading ends the upload after two attempts at most', async () => {
    await open();
    answer = refuse;
    const outcome = await upload(LARGE, { retry: { baseDelay: 10, maxDelay: 20 } });
    expect(outcome.status).toBe('failed');
    expect(outcome.attempt).toBeLessThanOrEqual(2);
    expect(outcome.code).toMatch(/^(file-too-large|upload-cut-off)$/);
    // Chromium reads the response all the same; Firefox repeats requests by itself.
    expect(posts()).toBeLessThanOrEqual(name === 'Chromium' ? 1 : 6);
  });

  it('a small image that is refused so is told as what it is', async () => {
    await open();
    answer = refuse;
    // WebKit often loses the response of a connection that is closed with bytes unread.
    const codes = name === 'WebKit' ? ['network', 'file-too-large'] : ['file-too-large'];
    const { code } = await upload(20_000, { retry: false });
    expect(codes).toContain(code);
  });

  it('a slow connection is no stall, also behind a service worker that takes the progress away', async () => {
    const timeouts = { stall: 400, response: 30_000 };
    answer = (incoming) => readSlowly(incoming, 3_000_000);
    for (const isWorking of name === 'WebKit' ? [false] : [false, true]) {
      await open();
      if (isWorking) {
        await browser.tab.run(async () => {
          await navigator.serviceWorker.register('/worker.js');
          while (!navigator.serviceWorker.controller) {
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }, undefined);
      }
      // Bytes that lie in the buffers of the connection count as sent where there is progress.
      const waits = isWorking ? timeouts : { ...timeouts, stall: 30_000 };
      const outcome = await upload(LARGE, { timeouts: waits, retry: { attempts: 1 } });
      expect(outcome).toMatchObject({ status: 'done', attempt: 1 });
    }
    expect(posts()).toBe(name === 'WebKit' ? 1 : 2);
    await browser.tab.run(async () => {
      for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
        await one.unregister();
      }
    }, undefined);
  });

  it('a connection that takes no more is found to have stalled', async () => {
    await open();
    answer = ({ socket }) => void socket.pause();
    const outcome = await upload(4 * LARGE, {
      maxFileSize: 5 * LARGE,
      timeouts: { stall: 500, response: 60_000 },
      retry: false,
    });
    expect(outcome).toMatchObject({ status: 'failed', code: 'stalled' });
  });
});
