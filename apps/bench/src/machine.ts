import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Browser } from 'playwright';

/** Where something was measured. */
export interface Machine {
  cpu: string;
  cores: number;
  /** Gigabytes (2^30). */
  memory: number;
  system: string;
  /** With its version. */
  browser: string;
}

export function describeMachine(browser: Browser): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || 'unknown CPU',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
    system: nameOfSystem(),
    browser: `Chromium ${browser.version()}`,
  };
}

/** Linux distributions state it in a file (freedesktop.org, os-release). */
function nameOfSystem(): string {
  try {
    const name = /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    if (name) return name;
  } catch {
    // Not a Linux.
  }
  return `${type()} ${release()}`;
}
