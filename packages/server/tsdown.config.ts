import { defineConfig } from 'tsdown';

export default defineConfig({
  // The worker is started by its URL, so no import leads to it.
  entry: ['src/index.ts', 'src/cli.ts', 'src/pictures/picture-worker.ts'],
  format: 'esm',
  platform: 'node',
  dts: true,
  unbundle: true,
  fixedExtension: false,
});
