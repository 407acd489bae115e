import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A terminal that stays open, with a command in it that serves. */
export interface Terminal {
  /** Waits for the URL that it prints. @throws Error with all output when it ends before. */
  url(): Promise<string>;
  /** Ends what runs in it, and what that has started. */
  end(): Promise<void>;
}

const URL_PATTERN = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/;
const STARTUP_TIME = 180_000;

export function openTerminal(
  commands: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Terminal {
  // A group of its own, for npm does not pass on that it was stopped.
  const child = spawn('sh', ['-ec', commands], { cwd: folder, env: environment, detached: true });
  const output = collectOutput(child);
  const ended = once(child, 'exit');
  return {
    async url() {
      const signal = AbortSignal.timeout(STARTUP_TIME);
      const over = ended.then(() => 'ended');
      for (;;) {
        const [found] = URL_PATTERN.exec(output()) ?? [];
        if (found) return found;
        const more = once(child.stdout ?? child, 'data', { signal }).catch(() => 'took too long');
        const news = await Promise.race([more, over]);
        if (typeof news === 'string') throw new Error(`${commands}\n${news}:\n${output()}`);
      }
    },
    async end() {
      if (child.exitCode === null && child.signalCode === null && child.pid) {
        process.kill(-child.pid, 'SIGTERM');
      }
      await ended;
    },
  };
}

/** @returns What the process has written so far, without colours. */
export function collectOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  return () => text;
}
