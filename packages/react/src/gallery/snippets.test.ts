import { expect, it } from 'vitest';
import { withExtension } from './download.ts';
import { isSafeURL } from './safe-url.ts';
import { htmlOf, markdownOf } from './snippets.ts';

it('writes Markdown that no name or URL can break out of', () => {
  expect(markdownOf({ url: 'https://host/h/a/public', alt: 'Paris at dusk.jpg' })).toBe(
    '![Paris at dusk.jpg](https://host/h/a/public)',
  );
  expect(
    markdownOf({ url: 'https://host/h/a (1)/public', alt: 'x](javascript:alert(1))\n![`*' }),
  ).toBe('![x\\](javascript:alert(1)) \\!\\[\\`\\*](https://host/h/a%20%281%29/public)');
});

it('writes HTML that no name or URL can break out of', () => {
  expect(
    htmlOf({
      url: 'https://host/h/a/public?x="y"&z',
      alt: '"><script>alert(1)</script>',
      size: { width: 1366, height: 911 },
    }),
  ).toBe(
    '<img src="https://host/h/a/public?x=&quot;y&quot;&amp;z" width="1366" height="911" alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" loading="lazy">',
  );
});

it.each([
  ['beach.jpg', 'image/webp', 'beach.webp'],
  ['beach.JPEG', 'image/jpeg', 'beach.JPEG'],
  ['beach', 'image/png', 'beach.png'],
  ['v1.2 beach', 'image/png', 'v1.2 beach.png'],
  ['.hidden', 'image/png', '.hidden.png'],
  ['beach.jpg', 'application/octet-stream', 'beach.jpg'],
])('saves %s that came as %s under %s', (name, type, expected) => {
  expect(withExtension(name, type)).toBe(expected);
});

it.each([
  ['https://host/x', true],
  ['/x', true],
  ['javascript:alert(1)', false],
  ['\tjavascript:alert(1)', false],
  ['data:image/png;base64,AAAA', false],
  ['blob:https://host/x', false],
  ['', false],
  [null, false],
])('says of %s whether it may be in the page: %s', (url, safe) => {
  expect(isSafeURL(url)).toBe(safe);
});
