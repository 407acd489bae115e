import type { KnipConfig } from 'knip';

// Each exception names what it is for. What is found unused otherwise is deleted.
const config: KnipConfig = {
  // A type that an exported function takes or answers with is part of it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // What the tests of both ends of the peer ranges link; see integration/bundlers/packed-packages.ts.
  ignoreWorkspaces: ['integration/oldest-peers'],
  // Programs of the system.
  ignoreBinaries: ['mount', 'nginx', 'umount'],
  workspaces: {
    '.': {
      entry: ['scripts/*.ts', 'scripts/scrolling/*.{ts,tsx}'],
      project: [
        '*.ts',
        '.storybook/**/*.{ts,tsx,mdx}',
        'e2e/**/*.ts',
        'scripts/**/*.{ts,tsx}',
        'visual/**/*.ts',
      ],
      playwright: { config: ['playwright.config.ts', 'visual/playwright.config.ts'] },
      ignoreDependencies: [
        // Files of theirs are served by .storybook/main.ts.
        '@fontsource-variable/inter',
        '@fontsource-variable/noto-sans-arabic',
        '@fontsource/sawarabi-gothic',
        // The photos in its tests are read by ours.
        'jpeg-exif',
        // scripts/check-packages.ts imports every package by its name.
        '@tintype/relay',
        '@tintype/server',
      ],
    },
    'packages/core': {
      project: '**/*.ts',
    },
    'packages/react': {
      project: '**/*.{ts,tsx}',
      // Put in the place of the newest by vitest.config.ts.
      ignoreDependencies: ['react-18', 'react-dom-18'],
    },
    'packages/relay': {
      entry: ['bench/*.ts', 'test/measured-relay.ts'],
      project: '**/*.ts',
    },
    'packages/server': {
      entry: ['bench/*.ts', 'test/durability/kill.ts'],
      project: '**/*.ts',
      // A CommonJS file with WebAssembly in it, taken by createRequire.
      ignoreDependencies: ['libheif-js'],
    },
    'apps/demo': {
      entry: 'src/**/main.{ts,tsx}',
      project: '**/*.{ts,tsx}',
    },
    'examples/testing': {
      entry: 'vitest/setup.ts',
      // Run by the path of its file, in examples/testing.test.ts.
      ignoreDependencies: ['jest'],
    },
    'examples/workers': {
      entry: 'worker.ts',
    },
    integration: {
      // The templates are apps of their own.
      project: ['**/*.ts', '!guides/templates/**', '!consumers/templates/**'],
      ignoreDependencies: [
        // Linked into the projects of integration/bundlers by their names.
        'next-16',
        // Run by the path of its file, in integration/sizes.
        'parcel',
        // Imported by the pieces of TypeScript in the docs, which integration/docs compiles.
        '@hono/node-server',
        '@tanstack/react-form',
        '@vitejs/plugin-react',
        '@testing-library/dom',
        '@testing-library/react',
        '@testing-library/user-event',
        'hono',
        'react-dropzone',
        'react-hook-form',
      ],
    },
  },
};

// biome-ignore lint/style/noDefaultExport: knip reads no other
export default config;
