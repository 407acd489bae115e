/** What a component is surrounded by. */
type Surroundings = 'light' | 'dark';

/** An app's own word on the theme, which counts before `color-scheme`. As in `colors.css`. */
const THEMED = '.light, .dark, [data-theme="light"], [data-theme="dark"]';
const DARK = '.dark, [data-theme="dark"]';

/**
 * Sets `data-surroundings` on the root of a component to what is around it, and keeps it up to date. The
 * stylesheet alone cannot: bundlers rewrite `light-dark()`, and an app may be dark without saying so.
 *
 * @returns A function that stops it.
 */
export function followSurroundings(root: HTMLElement): () => void {
  const update = () => {
    const found = readSurroundings(root);
    if (found) root.dataset.surroundings = found;
  };
  update();
  // Taken away by hand: where a test has put another `AbortController` in place, its signals are refused.
  const scheme = window.matchMedia?.('(prefers-color-scheme: dark)');
  scheme?.addEventListener?.('change', update);
  // Stylesheets that come late. What loads does not bubble.
  const onLoad = ({ target }: Event) => target instanceof HTMLLinkElement && update();
  document.addEventListener('load', onLoad, { capture: true });
  const changes = new MutationObserver(update);
  for (const ancestor of ancestorsOf(root)) changes.observe(ancestor, { attributes: true });
  changes.observe(document.head, { childList: true });
  return () => {
    scheme?.removeEventListener?.('change', update);
    document.removeEventListener('load', onLoad, { capture: true });
    changes.disconnect();
  };
}

function readSurroundings(root: HTMLElement): Surroundings | null {
  const themed = [root, ...ancestorsOf(root)].find((element) => element.matches(THEMED));
  if (themed) return themed.matches(DARK) ? 'dark' : 'light';
  const [parent] = ancestorsOf(root);
  if (!parent) return null;
  const { colorScheme, color } = getComputedStyle(parent);
  // No declaration anywhere: then the app's text tells what it is written on.
  if (colorScheme === 'normal') return isLight(color) ? 'dark' : 'light';
  const schemes = colorScheme?.split(' ') ?? [];
  const takesDark = schemes.includes('dark');
  const takesLight = schemes.includes('light');
  if (!takesDark && !takesLight) return null;
  if (takesDark && takesLight) return prefersDark() ? 'dark' : 'light';
  return takesDark ? 'dark' : 'light';
}

function prefersDark(): boolean {
  return window.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false;
}

/** From the parent to the document's element, out of shadow roots, too. */
function ancestorsOf(element: Element): Element[] {
  const ancestors: Element[] = [];
  for (let at = parentOf(element); at; at = parentOf(at)) ancestors.push(at);
  return ancestors;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const parent = element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : element.parentElement;
}

/** Whether black is easier to read on a colour than white is. */
function isLight(color: string): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return false;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return luminance > 0.179;
}

function linear(channel: number): number {
  return (channel / 255) ** 2.2;
}
