/** What each public property of the stylesheet is for, in the order of the docs. */
export const CUSTOM_PROPERTIES: Readonly<Record<string, string>> = {
  '--tt-accent': 'Main buttons, progress, what is chosen',
  '--tt-accent-hover': 'Main buttons under the pointer',
  '--tt-accent-tint': 'Grounds of what is dragged over or chosen',
  '--tt-on-accent': 'Text on the accent',
  '--tt-text': 'Text',
  '--tt-text-quiet': 'Sizes, hints, icons',
  '--tt-surface': 'Ground of the dropzone, of buttons and panels',
  '--tt-surface-sunken': 'Ground of what lies deeper: empty places, disabled zones',
  '--tt-border': 'Lines that only divide',
  '--tt-border-strong': 'Outlines that tell what can be used; 3:1 against the ground',
  '--tt-success': 'What is uploaded',
  '--tt-danger': 'What failed, and what deletes',
  '--tt-danger-tint': 'Ground of warnings',
  '--tt-focus': 'Outline of what has the focus',
  '--tt-radius': 'Corners of the dropzone and of pictures',
  '--tt-radius-small': 'Corners of buttons, fields and thumbnails',
  '--tt-space': 'The measure that distances are made of',
  '--tt-duration': 'How long things take to change. 0 ms where people want less motion',
  '--tt-thumbnail': 'Side of a thumbnail in the list',
  '--tt-list-height': 'Height at which the list begins to scroll',
  '--tt-image-min': 'Width of a place in the gallery at least',
  '--tt-frame-ratio': 'Shape of a place in the gallery',
  '--tt-image-fit': 'How a picture lies in its place: contain or cover',
};

// Set by the components themselves.
const INTERNAL = new Set(['--tt-rest', '--tt-fade-to']);

const ROOTS = new Set(['.tt-dropzone', '.tt-gallery']);

/**
 * Reads every public property and its default out of the stylesheet itself.
 *
 * @param css - The whole stylesheet, with what it imports.
 */
export function readCustomProperties(css: string): Map<string, string> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const found = new Map<string, string>();
  // Used with a default and never set: it is an app that sets it.
  for (const [, name = '', value = ''] of css.matchAll(/var\((--tt-[\w-]+),\s*([^()]+)\)/g)) {
    found.set(name, value);
  }
  for (const rule of rootRules(sheet)) {
    for (const name of rule.style) {
      if (name.startsWith('--tt-')) found.set(name, rule.style.getPropertyValue(name).trim());
    }
  }
  for (const name of INTERNAL) found.delete(name);
  return found;
}

/** Rules of the roots that hold in any case, not only in some widths or for some people. */
function rootRules(sheet: CSSStyleSheet): CSSStyleRule[] {
  return [...sheet.cssRules]
    .flatMap((layer) => (layer instanceof CSSLayerBlockRule ? [...layer.cssRules] : []))
    .filter((rule) => rule instanceof CSSStyleRule)
    .filter(({ selectorText }) => selectorText.split(',').every((part) => ROOTS.has(part.trim())));
}
