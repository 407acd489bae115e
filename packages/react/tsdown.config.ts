import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/testing/index.ts'],
  format: 'esm',
  platform: 'neutral',
  dts: true,
  // One output file for each source file: bundling drops 'use client'.
  unbundle: true,
  fixedExtension: false,
  copy: ['src/styles.css'],
});
