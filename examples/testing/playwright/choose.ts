import type { Page } from '@playwright/test';

/** Chooses a file in the dialog of a dropzone. */
export async function choose(page: Page, file: File): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose pictures' }).click();
  const buffer = Buffer.from(await file.arrayBuffer());
  await (await chooser).setFiles({ name: file.name, mimeType: file.type, buffer });
}
