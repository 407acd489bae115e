import { expect, type Page, test } from '@playwright/test';

// Faults are those of the one server that all tests share.
test.beforeEach(async ({ page }) => {
  const answer = await page.request.put('/api/playground/state', { data: { faults: [] } });
  expect(answer.ok()).toBe(true);
  await page.goto('/playground');
});
test.afterEach(async ({ page }) => {
  await page.request.put('/api/playground/state', { data: { faults: [] } });
});

const switchOf = (page: Page, name: string) => page.getByRole('switch', { name, exact: true });
const counter = (page: Page, name: string) =>
  page.locator('.counters div', { has: page.getByText(name, { exact: true }) }).locator('dd');
const items = (page: Page, status?: string) =>
  page.locator(status ? `[data-tt="item"][data-status="${status}"]` : '[data-tt="item"]');

async function addSix(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add six drawn pictures' }).click();
  // They must be drawn first.
  await expect(items(page)).toHaveCount(6, { timeout: 20_000 });
}

async function expectStoredOnce(page: Page, count: number): Promise<void> {
  await expect(counter(page, 'Stored')).toHaveText(String(count), { timeout: 60_000 });
  await expect(counter(page, 'Chosen')).toHaveText(String(count));
  await expect(page.getByText('All are there, each of them once.')).toBeVisible();
  await expect(counter(page, 'Stored twice')).toHaveText('0');
}

test('whatever the network does to them, all pictures are stored, and each once', async ({
  page,
}) => {
  test.slow();
  for (const name of [
    '429 Too Many Requests',
    '500 now and then',
    'Errors as text',
    'Cut before storing',
    'Cut after storing',
  ]) {
    await switchOf(page, name).check();
  }
  await addSix(page);
  await expect(items(page, 'done')).toHaveCount(6, { timeout: 60_000 });
  await expectStoredOnce(page, 6);
  const log = page.getByRole('region', { name: 'What the engine did' });
  for (const code of ['rate-limited', 'service-failed', 'network']) {
    await expect(log.getByText(`${code}: `).first()).toBeAttached();
  }
});

test('a picture whose answer was lost is found, and not sent again', async ({ page }) => {
  test.slow();
  await switchOf(page, 'Cut after storing').check();
  await addSix(page);
  await expect(items(page, 'retrying').first()).toBeVisible();
  await expectStoredOnce(page, 6);
  await expect(items(page, 'done')).toHaveCount(6);
});

test('nothing is lost when the page is reloaded while there is no network', async ({ page }) => {
  test.slow();
  await switchOf(page, 'Offline').check();
  await addSix(page);
  await expect(items(page, 'retrying').first()).toBeVisible();
  await expect(counter(page, 'Chosen')).toHaveText('6');
  await page.reload();
  await expect(switchOf(page, 'Offline')).toBeChecked();
  await expect(items(page)).toHaveCount(6);
  await expect(counter(page, 'Stored')).toHaveText('0');
  await switchOf(page, 'Offline').uncheck();
  await expectStoredOnce(page, 6);
});

test('a reload while answers are late stores nothing twice', async ({ page }) => {
  test.slow();
  await switchOf(page, 'Slow').check();
  await addSix(page);
  await expect(items(page, 'processing').first()).toBeVisible();
  await page.reload();
  await switchOf(page, 'Slow').uncheck();
  await expectStoredOnce(page, 6);
});

test('what a person removes is not missed, and one can start over', async ({ page }) => {
  await switchOf(page, 'Offline').check();
  await addSix(page);
  await page
    .getByRole('button', { name: 'Remove hills-2.jpg' })
    .or(page.getByRole('button', { name: 'Cancel hills-2.jpg' }))
    .click();
  await page.getByRole('button', { name: 'Remove hills-2.jpg' }).click();
  await expect(counter(page, 'Chosen')).toHaveText('5');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(counter(page, 'Chosen')).toHaveText('0');
  await expect(items(page)).toHaveCount(0);
});

test('only the playground has faults', async ({ page }) => {
  await switchOf(page, 'Offline').check();
  await expect
    .poll(async () => (await (await page.request.get('/api/playground/state')).json()).faults)
    .toEqual(['offline']);
  expect((await page.request.get('/api/images')).status()).toBe(200);
  await expect(page.request.get('/api/playground/images')).rejects.toThrow(/hang up|ECONNRESET/);
});

test('unknown faults are refused', async ({ page }) => {
  const answer = await page.request.put('/api/playground/state', { data: { faults: ['fire'] } });
  expect(answer.status()).toBe(400);
  expect(await answer.text()).toContain('cut-after');
});

test('with Cloudflare Images there are no switches, and it says so', async ({ page }) => {
  await page.route('**/api/playground/state', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(page.getByText('There are no faults with Cloudflare Images.')).toBeVisible();
  await expect(switchOf(page, 'Offline')).toBeDisabled();
});
