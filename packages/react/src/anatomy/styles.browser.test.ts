import { expect, it } from 'vitest';
import styles from '../styles.css?inline';

it('changes nothing outside of its own elements', () => {
  document.body.innerHTML =
    '<main><h1>Title</h1><p>Text <a href="#x">link</a></p><ul><li>item</li></ul><button>Press</button><progress max="1" value="0.5"></progress><fieldset><input></fieldset></main>';
  const elements = [document.documentElement, ...document.querySelectorAll('body, body *')];
  const look = () =>
    elements.map((element) => {
      const style = getComputedStyle(element);
      return Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]));
    });
  const before = look();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  expect(sheet.cssRules.length).toBeGreaterThan(0);
  document.adoptedStyleSheets = [sheet];
  expect(look()).toEqual(before);
  document.adoptedStyleSheets = [];
});

it('keeps every rule in the layer "tintype"', () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  for (const rule of sheet.cssRules) {
    expect(rule).toBeInstanceOf(CSSLayerBlockRule);
    expect((rule as CSSLayerBlockRule).name).toBe('tintype');
  }
});
