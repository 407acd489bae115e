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
  '--tt-width': 'Width that the component takes where its parent leaves it open',
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
const INTERNAL = new Set(['--tt-rest', '--tt-fade-to', '--tt-lit']);

const ROOTS = new Set(['.tt-dropzone', '.tt-gallery']);

/** What an app can set, as it is where the app sets nothing. */
interface Default {
  value: string;
  /** In dark surroundings, where it is another. */
  dark?: string;
}

/**
 * Reads every public property and its default out of the stylesheet itself.
 *
 * @param css - The whole stylesheet, with what it imports.
 */
export function readCustomProperties(css: string): Map<string, Default> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const found = new Map<string, Default>();
  // Used with a default and never set: it is an app that sets it.
  for (const [, name = '', value = ''] of css.matchAll(/var\((--tt-[\w-]+),\s*([^()]+)\)/g)) {
    found.set(name, { value });
  }
  const rules = [...sheet.cssRules];
  for (const [name, value] of propertiesOf(rules, '')) found.set(name, { value });
  const themed = rules.flatMap((rule) => (rule instanceof CSSMediaRule ? [...rule.cssRules] : []));
  for (const [name, dark] of propertiesOf(themed, '[data-surroundings="dark"]')) {
    const { value } = found.get(name) ?? { value: '' };
    found.set(name, { value, dark });
  }
  for (const name of INTERNAL) found.delete(name);
  return found;
}

/** What rules set on the roots, for roots with a certain attribute only. */
function propertiesOf(rules: CSSRule[], attribute: string): [string, string][] {
  return rules
    .filter((rule) => rule instanceof CSSStyleRule)
    .filter(({ selectorText }) => isOfRoots(selectorText, attribute))
    .flatMap(({ style }) =>
      [...style]
        .filter((name) => name.startsWith('--tt-'))
        .map((name): [string, string] => [name, style.getPropertyValue(name).trim()]),
    );
}

function isOfRoots(selector: string, attribute: string): boolean {
  const [, roots = '', found = ''] =
    /^:where\(([^)]*)\)(?::where\((\[[^)]*)\))?(?:, :where\(\.tt-lightbox\))?$/.exec(selector) ??
    [];
  return found === attribute && roots.split(', ').every((root) => ROOTS.has(root));
}
