import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startDemo } from './browsers/demo-process.ts';
import { Demo } from './demo.ts';
import { photos } from './photos.ts';

// The other tests have the same pages built.
test('`pnpm start` serves the demo, module by module', async ({ page, context }) => {
  const started = await startDemo();
  try {
    await page.goto(`http://localhost:${started.port}/`);
    const demo = new Demo(page);
    await expect(demo.dropzone).toBeVisible();
    await demo.choose([photos.flower]);
    const name = path.basename(photos.flower);
    await expect(demo.item(name)).toHaveAttribute('data-status', 'done');
    await demo.expectShown(demo.stored(name));
  } finally {
    await context.close();
    await started.stop();
  }
});
