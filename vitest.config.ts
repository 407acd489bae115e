import path from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { findBrowser, launchArguments } from './scripts/browser.ts';

// Packages are tested from their source, through the same public entries as everywhere else.
const resolve = { conditions: ['@tintype/source', ...defaultClientConditions] };
const ssr = { resolve: { conditions: ['@tintype/source', ...defaultServerConditions] } };

const node = (name: string, directory: string) => ({
  ssr,
  test: {
    name,
    root: directory,
    environment: 'node' as const,
    include: ['**/*.test.ts'],
    exclude: [
      '**/*.browser.test.*',
      '**/storm/**',
      '**/bundlers/**',
      '**/guides/**',
      '**/node_modules/**',
      '**/dist/**',
    ],
  },
});

const browser = (contextOptions = {}) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: { executablePath: findBrowser(), args: launchArguments() },
    contextOptions,
  }),
  instances: [{ browser: 'chromium' as const }],
});

/** Stories about what happens, and not about looks, which others have as well. */
const BEHAVIOUR = ['behaviour'];

/** Every story in Chromium, with axe, but for those with one of the tags. */
const stories = (name: string, exclude: string[], theme = name, contextOptions = {}) => ({
  plugins: [
    storybookTest({
      configDir: path.join(import.meta.dirname, '.storybook'),
      tags: { exclude },
    }),
  ],
  test: {
    name: `stories, ${name}`,
    env: { STORYBOOK_THEME: theme },
    testTimeout: 60_000,
    browser: { ...browser(contextOptions), viewport: { width: 1100, height: 800 } },
  },
});

const inBrowser = (
  name: string,
  directory: string,
  include: string[] = [],
  setupFiles: string[] = [],
) => ({
  // Found late, a dependency would reload the page under a running test, with a second React.
  optimizeDeps: { include },
  cacheDir: path.join(import.meta.dirname, 'node_modules/.vite', name.replaceAll(' ', '-')),
  resolve,
  ssr,
  // Where the global set-up runs.
  environments: { __vitest__: ssr },
  plugins: [react()],
  test: {
    name,
    root: directory,
    include: ['**/*.browser.test.{ts,tsx}'],
    globalSetup: [path.join(import.meta.dirname, 'integration/global-stack.ts')],
    setupFiles,
    testTimeout: 30_000,
    browser: browser(),
  },
});

const REACT_SET_UP = [path.join(import.meta.dirname, 'packages/react/test/patience.ts')];

const REACT_TESTS = [
  '@tintype/core > idb',
  '@tintype/core > thumbhash',
  'react',
  'react/jsx-dev-runtime',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
  'react-dropzone',
  '@tanstack/react-form',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  '@testing-library/react',
  '@testing-library/user-event',
  'axe-core',
  'react-hook-form',
  'thumbhash',
];

// How much a gallery of ten thousand pictures keeps depends on what it renders, and so does what styles do.
// Form actions came with React 19.
const NOT_IN_REACT_18 = [
  '**/infinite-list.browser.test.tsx',
  '**/test/resets.browser.test.tsx',
  '**/test/widths.browser.test.tsx',
  '**/form-actions.browser.test.tsx',
];

/** The oldest React that is promised, in place of the newest. */
const react18 = (directory: string) => {
  const project = inBrowser('react 18 in Chromium', directory, REACT_TESTS, REACT_SET_UP);
  const alias = [
    { find: /^react$/, replacement: 'react-18' },
    { find: /^react\/(.*)$/, replacement: 'react-18/$1' },
    { find: /^react-dom$/, replacement: 'react-dom-18' },
    { find: /^react-dom\/(.*)$/, replacement: 'react-dom-18/$1' },
  ];
  const test = { ...project.test, exclude: ['**/node_modules/**', ...NOT_IN_REACT_18] };
  return { ...project, resolve: { ...resolve, alias }, test };
};

/** Drives a browser from outside, for its page is reloaded. */
const storm = {
  ssr,
  test: {
    name: 'storm in Chromium',
    root: './integration/storm',
    testTimeout: 60_000,
    environment: 'node' as const,
    include: ['**/*.test.ts'],
  },
};

/** What people do on the demo, in each browser that is promised. */
const browsers = {
  test: {
    name: 'browsers',
    root: './e2e/browsers',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    environment: 'node' as const,
    include: ['**/*.test.ts'],
  },
};

/** Packed as for a registry, built as by those who install it: nothing here comes from the source. */
const bundlers = {
  test: {
    name: 'bundlers',
    root: './integration/bundlers',
    globalSetup: [path.join(import.meta.dirname, 'integration/bundlers/pack.ts')],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    environment: 'node' as const,
    include: ['**/*.test.ts'],
  },
};

/** Types what the guides say, as a reader with an empty folder would. */
const guides = {
  ssr,
  test: {
    name: 'guides',
    root: './integration/guides',
    testTimeout: 1_200_000,
    maxConcurrency: 4,
    hookTimeout: 120_000,
    environment: 'node' as const,
    include: ['**/*.test.ts'],
  },
};

/** Every example as a process of its own, or in workerd, with a real photo. */
const examples = {
  ssr,
  test: {
    name: 'examples',
    root: './examples',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    environment: 'node' as const,
    include: ['*.test.ts'],
  },
};

export default defineConfig({
  test: {
    projects: [
      node('core', './packages/core'),
      node('react', './packages/react'),
      node('relay', './packages/relay'),
      node('server', './packages/server'),
      node('integration', './integration'),
      node('bench', './apps/bench'),
      inBrowser('core in Chromium', './packages/core', ['idb', 'thumbhash']),
      inBrowser('react in Chromium', './packages/react', REACT_TESTS, REACT_SET_UP),
      react18('./packages/react'),
      storm,
      browsers,
      bundlers,
      guides,
      examples,
      stories('light', []),
      stories('dark', BEHAVIOUR),
      stories('forced colours', BEHAVIOUR, 'light', { forcedColors: 'active' }),
    ],
  },
});
