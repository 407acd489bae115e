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

it('has no layer, no id, and nothing that bundlers rewrite into something else', () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  const selectors = selectorsOf(sheet.cssRules);
  expect(selectors.length).toBeGreaterThan(150);
  for (const selector of selectors) {
    expect(selector).toMatch(/\.tt-/);
    expect(selector).not.toContain('#');
  }
  const code = styles.replaceAll(/\/\*.*?\*\//gs, '');
  expect(code).not.toMatch(/@layer|light-dark\(|:dir\(/);
});

/** Those of rules in rules, too, as far as they begin anew. */
function selectorsOf(rules: CSSRuleList): string[] {
  return [...rules].flatMap((rule) => {
    expect(rule.constructor.name).not.toMatch(/^CSSLayer/);
    if (rule instanceof CSSStyleRule) return outermost(rule.selectorText).split(',');
    return rule instanceof CSSGroupingRule ? selectorsOf(rule.cssRules) : [];
  });
}

/** A list of selectors without what is in brackets within brackets, so that commas only divide it. */
function outermost(selector: string): string {
  let depth = 0;
  return [...selector]
    .filter((character) => {
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      return depth === 0 || character !== ',';
    })
    .join('');
}
