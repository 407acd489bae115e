import { expect, it } from 'vitest';
import styles from '../styles.css?inline';
import { CUSTOM_PROPERTIES, readCustomProperties } from './custom-properties.test.support.ts';

it('says what each custom property is for, and no other', () => {
  const advice =
    'Describe each --tt-* property of the stylesheet in custom-properties.test.support.ts; the docs show what stands there.';
  const found = [...readCustomProperties(styles).keys()].sort();
  expect(found, advice).toEqual(Object.keys(CUSTOM_PROPERTIES).sort());
});

it('knows the default of each', () => {
  const properties = readCustomProperties(styles);
  expect(properties.get('--tt-radius')?.value).toMatch(/rem$/);
  for (const { value } of properties.values()) expect(value).not.toBe('');
});

it('knows each colour in light and in dark surroundings, as plain values', () => {
  const properties = readCustomProperties(styles);
  const colours = [...properties].filter(([, { value }]) => value.startsWith('#'));
  expect(colours.length).toBeGreaterThanOrEqual(14);
  for (const [name, { dark }] of colours) expect(dark, name).toMatch(/^#[0-9a-f]{3,6}$/);
});
