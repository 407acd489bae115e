import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { findBrowser, launchArguments } from './scripts/browser.ts';

const PORT = process.env.E2E_PORT ?? '5199';

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  // All tests share one demo and its stored pictures.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${PORT}`,
    launchOptions: { executablePath: findBrowser(), args: launchArguments() },
    trace: 'retain-on-failure',
  },
  webServer: {
    // Built, for a page of some hundred modules takes longer to load than most tests to run.
    command: 'node --conditions=@tintype/source apps/demo/start.ts --built',
    url: `http://localhost:${PORT}`,
    env: {
      // With React's warnings, which tests do not let pass.
      NODE_ENV: 'development',
      PORT,
      TINTYPE_DIR: process.env.TINTYPE_DIR ?? mkdtempSync(path.join(tmpdir(), 'tintype-e2e-')),
      CLOUDFLARE_ACCOUNT_ID: '',
      CLOUDFLARE_API_TOKEN: '',
    },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
});
