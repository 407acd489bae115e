import { defineConfig } from 'tsdown';
import { buildStyles } from './build-styles.ts';

export default defineConfig({
  entry: ['src/index.ts', 'src/locales/index.ts', 'src/testing/index.ts'],
  format: 'esm',
  platform: 'neutral',
  dts: true,
  // One output file for each source file: bundling drops 'use client'.
  unbundle: true,
  fixedExtension: false,
  hooks: {
    'build:done': () => buildStyles('src/styles.css', 'dist'),
  },
});
