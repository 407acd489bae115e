import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Step } from './guide.ts';
import { collectOutput, openTerminal, type Terminal } from './terminal.ts';

/** What differs between a reader's machine and a test's. */
export interface NewcomerOptions {
  /** URL of the registry that has `@tintype`. */
  registry: string;
  /** Folder of npm's cache, shared by the guides of one run. */
  cache: string;
  /**
   * Commands that take their files from the internet, by how they begin: the folder of what they make,
   * which is copied to `my-app`.
   */
  templates?: Record<string, string>;
  /** More variables of the environment. */
  environment?: Record<string, string>;
}

/** Somebody with an empty folder and an empty home, who types what a guide says. */
export interface Newcomer {
  /** Where the commands run now. */
  folder(): string;
  /**
   * Does one step.
   *
   * @returns For a terminal that stays open, the URL that its command prints.
   * @throws Error with all output when a command fails.
   */
  follow(step: Step): Promise<string | null>;
  /** Ends what is open, and removes the folder. */
  leave(): Promise<void>;
}

/** Ports that the guides name. They may be taken here, so free ones take their places. */
const PORTS = ['3000', '4000', '8787'];

export async function createNewcomer(options: NewcomerOptions): Promise<Newcomer> {
  const root = await mkdtemp(path.join(await realpath(tmpdir()), 'tintype-newcomer-'));
  const home = path.join(root, 'home');
  let folder = path.join(root, 'work');
  for (const name of [home, folder]) await mkdir(name);
  await writeFile(path.join(home, '.npmrc'), `@tintype:registry=${options.registry}\n`);
  const ports = new Map<string, string>();
  for (const port of PORTS) ports.set(port, await freePort());
  const environment = environmentOf(home, ports.get('3000') ?? '', options);
  const terminals = new Map<string, Terminal>();

  function withFreePorts(text: string): string {
    return [...ports].reduce((done, [port, free]) => done.replaceAll(port, free), text);
  }

  async function type(command: string): Promise<void> {
    const template = Object.entries(options.templates ?? {}).find(([start]) =>
      command.startsWith(start),
    );
    if (template) return cpSync(template[1], path.join(folder, 'my-app'), { recursive: true });
    const script = `${command}\npwd > '${root}/pwd'`;
    const child = spawn('sh', ['-ec', script], { cwd: folder, env: environment });
    const output = collectOutput(child);
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`${command}\nended with ${code} in ${folder}:\n${output()}`);
    folder = (await readFile(path.join(root, 'pwd'), 'utf8')).trim();
  }

  async function typeInto(name: string, commands: string): Promise<string> {
    await terminals.get(name)?.end();
    const terminal = openTerminal(commands, folder, environment);
    terminals.set(name, terminal);
    return terminal.url();
  }

  return {
    folder: () => folder,
    async follow(step) {
      const text = withFreePorts(step.text);
      if (step.kind === 'file') {
        const file = path.join(folder, step.path);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
        return null;
      }
      if (step.terminal) return typeInto(step.terminal, text);
      for (const command of commandsIn(text)) await type(command);
      return null;
    },
    async leave() {
      for (const terminal of terminals.values()) await terminal.end();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// What a test run and pnpm set for themselves, and tools would read.
const OF_THE_RUN = /^(?:npm|pnpm|vitest)(?:_|$)|^(?:NODE_ENV|NODE_OPTIONS|FORCE_COLOR|INIT_CWD)$/i;

function environmentOf(home: string, port: string, options: NewcomerOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !OF_THE_RUN.test(name));
  const { npm_config_registry } = process.env;
  return {
    ...Object.fromEntries(inherited),
    ...(npm_config_registry && { npm_config_registry }),
    PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
    HOME: home,
    PORT: port,
    npm_config_cache: options.cache,
    npm_config_yes: 'true',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    NO_COLOR: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    ...options.environment,
  };
}

/** One command a line. */
function commandsIn(text: string): string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return String(port);
}
