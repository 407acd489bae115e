import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  plugins: [react()],
  // While developing, the packages' own source, so that a change of theirs is seen at once; a build
  // uses what they publish.
  resolve: {
    conditions: [...(command === 'serve' ? ['@tintype/source'] : []), ...defaultClientConditions],
  },
  // The site's own colours use `light-dark()`, which Vite rewrites for older browsers than are promised.
  build: { cssTarget: ['chrome123', 'firefox121', 'safari17.5'] },
  optimizeDeps: {
    // Found late, each would reload the page under a running upload.
    include: [
      'react',
      'react-dom/client',
      'react/jsx-dev-runtime',
      '@tanstack/react-query',
      '@tintype/react > react-dropzone',
      '@tintype/react > thumbhash',
      '@tintype/react > @tintype/core > idb',
      '@tintype/react > @tintype/core > thumbhash',
    ],
  },
}));
