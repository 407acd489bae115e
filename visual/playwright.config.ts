import { defineConfig } from '@playwright/test';
import { findBrowser } from '../scripts/browser.ts';
import { chromiumArguments } from './environment.ts';

// Run by scripts/visual.ts, which builds the Storybook first.
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/visual',
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  // A picture that is missing is a question to a person, not a reason to make one.
  updateSnapshots: process.env.VISUAL_UPDATE ? 'changed' : 'none',
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findBrowser(), args: chromiumArguments() },
  },
});
