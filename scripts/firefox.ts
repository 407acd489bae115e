import { existsSync } from 'node:fs';
import { findProgram, installWithApt } from './installing.ts';

const APPLICATION = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * The Firefox that tests run in, without installing anything: the one named by the environment variable
 * `FIREFOX`, else an installed one.
 *
 * @throws Error when `FIREFOX` names no file, or when there is no Firefox at all.
 */
export function findFirefox(): string {
  const named = process.env.FIREFOX;
  if (named && !existsSync(named)) {
    throw new Error(
      `FIREFOX is set to ${named}, but there is no such file. Correct it or unset it.`,
    );
  }
  const found = named || installed();
  if (found) return found;
  throw new Error(
    'The tests run in Firefox, too, and there is none: install it ("apt-get install firefox-esr" on Debian, which needs root), or set the environment variable FIREFOX to the path of one, then run the tests again.',
  );
}

/** The same, and where there is none it tries Debian's package first. */
export function findOrInstallFirefox(): string {
  if (!process.env.FIREFOX && !installed()) {
    console.log('No Firefox found. Trying to install one …');
    installWithApt('firefox-esr');
  }
  return findFirefox();
}

function installed(): string | undefined {
  return (
    findProgram('firefox', 'firefox-esr') ?? (existsSync(APPLICATION) ? APPLICATION : undefined)
  );
}
