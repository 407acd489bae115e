import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { launchArguments } from '../scripts/browser.ts';

const require = createRequire(import.meta.url);

/** Where the pictures lie that others are compared with. */
export const BASELINES: string = path.join(import.meta.dirname, 'baselines');
const FILE = path.join(import.meta.dirname, 'environment.json');

const FONTS = [
  '@fontsource-variable/inter',
  '@fontsource-variable/noto-sans-arabic',
  '@fontsource/sawarabi-gothic',
];

/** What the pictures were made with, as far as it can change a pixel. */
export interface Environment {
  chromium: string;
  fonts: Record<string, string>;
}

/** The switches of a browser that draws the same pixels on every machine. */
export function chromiumArguments(): string[] {
  return [
    ...launchArguments(),
    '--font-render-hinting=none',
    '--disable-lcd-text',
    '--force-color-profile=srgb',
    '--disable-partial-raster',
    '--disable-skia-runtime-opts',
    '--hide-scrollbars',
  ];
}

/** What there is now. @param chromium - The version of the browser. */
export function currentEnvironment(chromium: string): Environment {
  const fonts = FONTS.map((name) => [name, require(`${name}/package.json`).version]);
  return { chromium, fonts: Object.fromEntries(fonts) };
}

export function writeEnvironment(environment: Environment): void {
  writeFileSync(FILE, `${JSON.stringify(environment, null, 2)}\n`);
}

/** A sentence on how this place differs from the one where the pictures were made, or `null`. */
export function explainDifference(current: Environment): string | null {
  if (!existsSync(FILE)) return null;
  const recorded: Environment = JSON.parse(readFileSync(FILE, 'utf8'));
  const major = (version: string) => version.split('.')[0];
  if (major(recorded.chromium) !== major(current.chromium)) {
    return `The pictures in visual/baselines were made with Chromium ${recorded.chromium}, and this is ${current.chromium}: it may draw text and shadows in another way. Compare with the same major version (set CHROMIUM to its path), or make all pictures anew with "pnpm visual --update".`;
  }
  const fonts = Object.keys(recorded.fonts).filter(
    (name) => recorded.fonts[name] !== current.fonts[name],
  );
  if (fonts.length === 0) return null;
  return `The pictures in visual/baselines were made with other versions of ${fonts.join(', ')}. Run "pnpm install", or make all pictures anew with "pnpm visual --update".`;
}
