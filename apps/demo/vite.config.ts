import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The packages' own source, so that a change of theirs is seen at once.
  resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
  optimizeDeps: {
    // Found late, each would reload the page under a running upload.
    include: [
      'react',
      'react-dom/client',
      'react/jsx-dev-runtime',
      '@tanstack/react-query',
      '@tintype/react > react-dropzone',
    ],
  },
});
