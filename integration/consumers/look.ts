import type { Page } from 'playwright';

/** What parts look like: computed styles by `selector property`. */
export type Look = Record<string, string>;

const EMPTY = [
  '.tt-dropzone',
  '.tt-area',
  '.tt-area-mark',
  '.tt-area-title',
  '.tt-hint',
  '.tt-button-primary',
  '.tt-gallery',
  '.tt-empty',
];

const FILLED = [
  '.tt-area',
  '.tt-summary',
  '.tt-items',
  '.tt-item',
  '.tt-item-name',
  '.tt-item-status',
  '.tt-thumbnail',
  '.tt-item .tt-icon-button',
  '.tt-toolbar',
  '.tt-checkbox',
  '.tt-images',
  '.tt-image',
  '.tt-plate',
  '.tt-photo',
  '.tt-image-name',
  '.tt-variants',
  '.tt-variant-name',
  '.tt-image .tt-icon-button',
];

/** Reads what a page with a dropzone and a gallery looks like, before it has images or after. */
export function readLook(page: Page, state: 'empty' | 'filled'): Promise<Look> {
  return page.evaluate(readStyles, state === 'empty' ? EMPTY : FILLED);
}

/** In words, what is not as in another page. */
export function compareLooks(expected: Look, found: Look): string[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    found[name] === value ? [] : `${name}: ${found[name]} instead of ${value}`,
  );
}

/** Runs in the page. */
function readStyles(selectors: string[]): Look {
  const names = [
    ...['color', 'background-color', 'background-image', 'box-shadow', 'opacity', 'display'],
    ...['border-top-width', 'border-top-style', 'border-top-color', 'border-left-style'],
    ...['text-align', 'text-transform', 'list-style-type', 'font-weight', 'white-space', 'cursor'],
    ...['position', 'float', 'appearance', 'accent-color', 'object-fit'],
  ];
  // In the app's own unit: an app may have larger letters.
  const lengths = [
    ...['padding-top', 'padding-right', 'padding-bottom', 'padding-left'],
    ...['border-top-left-radius', 'row-gap', 'column-gap'],
  ];
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const inUnits = (value: string) =>
    value.replaceAll(/[\d.]+(?=px)/g, (pixels) =>
      String(Math.round((Number(pixels) / unit) * 100) / 100),
    );
  const look: Look = {};
  for (const selector of selectors) {
    const element = document.querySelector<HTMLElement>(selector);
    if (!element) {
      look[selector] = 'is not there';
      continue;
    }
    const style = getComputedStyle(element);
    for (const name of names) look[`${selector} ${name}`] = style.getPropertyValue(name);
    for (const name of lengths) look[`${selector} ${name}`] = inUnits(style.getPropertyValue(name));
    if (!element.matches('button')) continue;
    // As by the Tab key.
    element.focus({ focusVisible: true } as FocusOptions);
    const { outlineStyle, outlineColor, outlineWidth, outlineOffset } = style;
    look[`${selector} focus`] = [outlineStyle, outlineColor, outlineWidth, outlineOffset].join(' ');
    element.blur();
  }
  return look;
}
