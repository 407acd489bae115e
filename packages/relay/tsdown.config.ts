import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts', 'src/testing/index.ts', 'src/testing/msw.ts'],
  format: 'esm',
  platform: 'neutral',
  dts: true,
  unbundle: true,
  fixedExtension: false,
});
