import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';

/** Watches how much the pages of a browser take, as the system counts it. */
export interface MemoryWatch {
  /** Megabytes at most since the beginning, beyond what there was then; `NaN` where the system does not tell. */
  stop(): number;
}

/** Only Linux tells it. */
export async function watchMemory(browser: Browser): Promise<MemoryWatch> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const before = residentMegabytes(pages);
  let most = before;
  const look = () => {
    most = Math.max(most, residentMegabytes(pages));
  };
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      look();
      return most - before;
    },
  };
}

function residentMegabytes(processes: readonly number[]): number {
  return processes.reduce((sum, id) => sum + residentKilobytes(id), 0) / 1024;
}

function residentKilobytes(id: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
  } catch {
    return Number.NaN;
  }
}
