import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { deleteStoredPictures } from './stored-pictures.ts';

/** The demo page, as a person finds their way on it. */
export class Demo {
  readonly page: Page;
  readonly dropzone: Locator;
  readonly gallery: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dropzone = page.getByRole('region', { name: 'Upload pictures' });
    this.gallery = page.locator('[data-tt="gallery"]');
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.dropzone).toBeVisible();
    await expect(this.gallery).toHaveAttribute('aria-busy', 'false');
  }

  /** Chooses files through the button and the browser's own dialog. */
  async choose(
    files: string[] | { name: string; mimeType: string; buffer: Buffer }[],
  ): Promise<void> {
    const [dialog] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.page.getByRole('button', { name: 'Choose pictures' }).click(),
    ]);
    await dialog.setFiles(files);
  }

  item(name: string): Locator {
    return this.page.locator('[data-tt="item"]', { hasText: name });
  }

  /** Waits until a stored picture is on the screen, decoded. */
  async expectShown(stored: Locator): Promise<void> {
    const image = stored.getByRole('img');
    await expect
      .poll(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
      .toBeGreaterThan(0);
  }

  stored(name: string): Locator {
    return this.page.locator('[data-tt="image"]', { hasText: name });
  }
}

/** Tests get the demo opened, and fail on any error that the page reports. */
export const test = base.extend<{ demo: Demo; expectedErrors: RegExp[] }>({
  expectedErrors: [[], { option: true }],
  demo: async ({ page, baseURL, expectedErrors }, use) => {
    await deleteStoredPictures(baseURL ?? '');
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    const demo = new Demo(page);
    await demo.open();
    await use(demo);
    const unexpected = errors.filter((error) => !expectedErrors.some((known) => known.test(error)));
    expect(unexpected, 'errors that the page reported').toEqual([]);
  },
});

export { expect };
