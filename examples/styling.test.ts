import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { useStylingSite } from './styling-site.ts';

const site = useStylingSite();

/** The computed value of a property of what a selector finds first. */
function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
}

/** What a colour, such as that of a custom property, comes to within an element. */
function colorIn(page: Page, selector: string, color: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, value) => {
      const probe = document.createElement('i');
      probe.style.color = value;
      element.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    }, color);
}

const DROPZONE = '[data-tt="dropzone"]';
const SHOWN = '[data-tt="image"][data-state="shown"]';

async function choose(page: Page): Promise<void> {
  const button = page.locator(`${DROPZONE} button`, { hasText: 'Choose pictures' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(site.photo);
}

describe('the recipe for Tailwind', () => {
  it('lets utilities win over our rules, and tokens reach every part', async () => {
    const page = await site.open('tailwind');
    expect(await styleOf(page, DROPZONE, 'border-top-width')).toBe('0px');
    expect(await styleOf(page, DROPZONE, 'border-top-left-radius')).toBe('24px');
    const button = `${DROPZONE} .tt-button-primary`;
    const indigo = await colorIn(page, 'body', 'var(--color-indigo-600)');
    expect(await styleOf(page, button, 'background-color')).toBe(indigo);
    expect(await styleOf(page, button, 'padding-left')).toBe('24px');
    // Not named by any utility: it follows the token.
    expect(await styleOf(page, '.tt-area-mark', 'color')).toBe(indigo);
    // What no utility names is as we made it, though Tailwind resets every button.
    expect(await styleOf(page, button, 'font-weight')).toBe('550');
    await page.locator(button).hover();
    const hovered = await colorIn(page, 'body', 'var(--color-indigo-500)');
    await expect.poll(() => styleOf(page, button, 'background-color')).toBe(hovered);
  });

  it('is dark where the system is', async () => {
    const page = await site.open('tailwind');
    const look = () => styleOf(page, DROPZONE, 'background-color');
    expect(await look()).toBe(await colorIn(page, 'body', 'var(--color-slate-50)'));
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await look()).toBe(await colorIn(page, 'body', 'var(--color-slate-900)'));
    const indigo = await colorIn(page, 'body', 'var(--color-indigo-400)');
    expect(await styleOf(page, '.tt-area-mark', 'color')).toBe(indigo);
  });

  it('uploads a photo and shows it in a gallery of the same look', async () => {
    const page = await site.open('tailwind');
    await choose(page);
    await page.locator(SHOWN).waitFor();
    expect(await styleOf(page, SHOWN, 'padding-top')).toBe('12px');
    const [width, height] = await page
      .locator(`${SHOWN} .tt-plate`)
      .evaluate((plate) => [plate.clientWidth, plate.clientHeight]);
    expect(width).toBe(height);
    expect(await styleOf(page, `${DROPZONE} [data-tt="item"]`, 'padding-left')).toBe('24px');
  });
});

describe('the recipe in the style of shadcn', () => {
  it("has the theme's colours in every part, light and dark", async () => {
    const page = await site.open('shadcn');
    const expectTheme = async () => {
      const theme = (name: string) => colorIn(page, 'body', `var(--${name})`);
      expect(await styleOf(page, DROPZONE, 'background-color')).toBe(await theme('card'));
      expect(await styleOf(page, DROPZONE, 'color')).toBe(await theme('foreground'));
      expect(await styleOf(page, '.tt-area-mark', 'color')).toBe(await theme('primary'));
      expect(await styleOf(page, '.tt-hint', 'color')).toBe(await theme('muted-foreground'));
      expect(await styleOf(page, '[data-tt="gallery"]', 'color')).toBe(await theme('foreground'));
      return theme('card');
    };
    const light = await expectTheme();
    await page.getByRole('button', { name: 'Light or dark' }).click();
    expect(await styleOf(page, 'html', 'color-scheme')).toBe('dark');
    expect(await expectTheme()).not.toBe(light);
  });

  it("shows the app's own progress, buttons and cards while a photo goes up", async () => {
    const page = await site.open('shadcn');
    const upload = Promise.withResolvers<void>();
    await page.route('**/api/images', async (route) => {
      await upload.promise;
      await route.continue();
    });
    await choose(page);
    const bar = page.locator('[data-tt="item"] progress');
    await bar.waitFor();
    expect(await bar.getAttribute('data-slot')).toBe('progress');
    expect(await bar.getAttribute('aria-label')).toBe('Progress of sony-alpha-6000.jpg');
    const primary = await colorIn(page, 'body', 'var(--primary)');
    expect(await styleOf(page, '[data-slot="progress"]', 'color')).toBe(primary);
    await page.getByRole('button', { name: /^Cancel/ }).waitFor();
    upload.resolve();

    const picture = page.locator(SHOWN);
    await picture.waitFor();
    await bar.waitFor({ state: 'detached' });
    const card = picture.locator('[data-slot="card"]');
    expect(await card.locator('img').isVisible()).toBe(true);
    await picture.getByRole('button', { name: /^Delete/ }).click();
    await picture.waitFor({ state: 'detached' });
    // The app's own button deletes with the time to undo.
    await page.getByRole('button', { name: 'Undo' }).click();
    await picture.waitFor();
  });
});

it('is shown in the docs as it was tested', () => {
  const docs = path.join(import.meta.dirname, '../docs');
  const text = readFileSync(path.join(docs, 'styling.md'), 'utf8');
  const blocks = text.matchAll(/\]\((\.\.\/examples\/[^)]+)\):\n\n```\w+\n(.*?)```/gs);
  const shown = [...blocks].map(([, file = '', block = '']) => ({ file, block }));
  expect(shown.length).toBeGreaterThanOrEqual(6);
  for (const { file, block } of shown) {
    expect(readFileSync(path.join(docs, file), 'utf8'), file).toContain(block);
  }
});

it('has every slot, part and token in the docs', () => {
  const root = path.join(import.meta.dirname, '..');
  const text = readFileSync(path.join(root, 'docs/styling.md'), 'utf8');
  const source = (file: string) =>
    readFileSync(path.join(root, 'packages/react/src', file), 'utf8');
  const namesIn = (file: string, pattern: RegExp) =>
    [...source(file).matchAll(pattern)].map(([, name = '']) => name);
  const names = [
    ...namesIn('anatomy/slots.ts', /^ {2}\| '(\w+)'/gm),
    ...namesIn('dropzone/dropzone-look.tsx', /^ {2}(\w+): Dropzone\w+Props;/gm),
    ...namesIn('gallery/gallery-parts.ts', /^ {2}(\w+): (?:\w+PartProps|object);/gm).map(
      capitalise,
    ),
    ...namesIn('anatomy/colors.css', /^ {2}(--tt-[\w-]+):/gm),
    ...namesIn('anatomy/base.css', /^ {2}(--tt-[\w-]+):/gm),
    ...namesIn('gallery/gallery.css', /^ {2}(--tt-(?:image|frame|width)[\w-]*):/gm),
  ];
  expect(names).toEqual(expect.arrayContaining(['Summary', 'LoadMore', '--tt-accent']));
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

function capitalise(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
