import type { Page } from '@playwright/test';

/** Sets a file in the input of a dropzone. */
export async function choose(page: Page, file: File): Promise<void> {
  const buffer = Buffer.from(await file.arrayBuffer());
  const input = page.getByLabel('Choose pictures');
  await input.setInputFiles({ name: file.name, mimeType: file.type, buffer });
}
