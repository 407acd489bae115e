import { execFileSync, spawnSync } from 'node:child_process';

/** Where the first of these programs is that the shell would find. */
export function findProgram(...names: string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

/** Tries to install packages of Debian or Ubuntu. It needs root, or a sudo that asks nothing. */
export function installWithApt(...packages: string[]): void {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...command: string[]) => {
    const [name = '', ...rest] = [...asRoot, ...command];
    attempt(name, rest);
  };
  run('apt-get', 'update');
  run('apt-get', 'install', '--yes', '--no-install-recommends', ...packages);
}

/** Runs a command that may fail, and says so if it does. */
export function attempt(command: string, options: string[]): void {
  try {
    execFileSync(command, options, { stdio: 'ignore', timeout: 5 * 60_000 });
  } catch {
    console.log(`  ${command} ${options.join(' ')} did not succeed.`);
  }
}
