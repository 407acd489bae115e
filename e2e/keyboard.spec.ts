import { expect, test } from './demo.ts';
import { photos } from './photos.ts';

test('everything can be reached and done by keyboard', async ({ demo, page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  // Before the key: that the dialog is to be held back has to reach the browser first.
  const dialog = page.waitForEvent('filechooser');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Choose pictures' })).toBeFocused();
  await page.keyboard.press('Enter');
  await (await dialog).setFiles([photos.flower, photos.starfish]);
  await expect(demo.item('starfish.jpg')).toHaveAttribute('data-status', 'done');
  await expect(demo.item('short-ascii-MM.jpg')).toHaveAttribute('data-status', 'done');

  for (const name of [
    'Take a photo',
    'From a web address',
    'Clear',
    'Move short-ascii-MM.jpg up',
    'Move short-ascii-MM.jpg down',
  ]) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  const names = page.locator('[data-tt="item"] .tt-item-name');
  await expect(names).toHaveText(['starfish.jpg', 'short-ascii-MM.jpg']);
  await expect(page.getByRole('button', { name: 'Move short-ascii-MM.jpg down' })).toBeFocused();
  await page.getByRole('button', { name: 'Move short-ascii-MM.jpg up' }).press('Enter');
  await expect(names).toHaveText(['short-ascii-MM.jpg', 'starfish.jpg']);

  for (const name of [
    'Move short-ascii-MM.jpg down',
    'Caption and description of short-ascii-MM.jpg',
    'Remove short-ascii-MM.jpg',
  ]) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove starfish.jpg' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Choose pictures' })).toBeFocused();
});

test('a screen reader hears what came in and how it ended', async ({ demo, page }) => {
  await demo.choose([photos.flower]);
  const status = demo.dropzone.getByRole('status');
  await expect(status).toHaveText(/1 uploaded|1 picture added/);
  await expect(demo.item('short-ascii-MM.jpg')).toHaveAttribute('data-status', 'done');
  await expect(page.getByRole('list', { name: 'Pictures', exact: true })).toBeVisible();
});
