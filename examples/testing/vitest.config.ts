import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'jsdom', // or 'happy-dom'
    globals: true, // Testing Library cleans up by itself then
    include: ['vitest/**/*.test.tsx'],
    setupFiles: ['vitest/setup.ts'],
    testTimeout: 30_000,
  },
});
