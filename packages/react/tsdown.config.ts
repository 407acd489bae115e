import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/locales/index.ts', 'src/testing/index.ts'],
  format: 'esm',
  platform: 'neutral',
  dts: true,
  // One output file for each source file: bundling drops 'use client'.
  unbundle: true,
  fixedExtension: false,
  copy: [
    'src/styles.css',
    { from: 'src/anatomy/base.css', to: 'dist/anatomy' },
    { from: 'src/dropzone/dropzone.css', to: 'dist/dropzone' },
    { from: 'src/gallery/gallery.css', to: 'dist/gallery' },
    { from: 'src/gallery/lightbox.css', to: 'dist/gallery' },
  ],
});
