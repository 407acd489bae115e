import { defineConfig } from '@playwright/test';

const { PORT: port = '5180', CHROMIUM } = process.env;

export default defineConfig({
  testDir: 'playwright',
  use: {
    baseURL: `http://localhost:${port}`,
    // A browser of the system, where Playwright has installed none.
    launchOptions: { args: ['--no-sandbox'], ...(CHROMIUM && { executablePath: CHROMIUM }) },
  },
  webServer: { command: `vite --port ${port} --strictPort`, port: Number(port) },
});
