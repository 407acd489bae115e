import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/images/index.ts', 'src/formats/index.ts'],
  format: 'esm',
  platform: 'neutral',
  dts: true,
  unbundle: true,
  fixedExtension: false,
});
