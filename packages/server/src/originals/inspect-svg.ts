import { ApiRefusal } from '@tintype/core/images';

// What a browser takes for a drawing that says nothing (CSS 2, section 10.3.2).
const DEFAULT_SIZE = { width: 300, height: 150 };

/**
 * The size of a drawing by the attributes of its root, in pixels. Nothing of it is drawn.
 *
 * @throws ApiRefusal 9422 for a drawing without an end, and one whose entities would grow without measure.
 */
export function inspectSVG(text: string): { width: number; height: number } {
  checkEntities(text);
  const root = readRoot(text);
  if (!root.endsWith('/>') && !/<\/(?:\w+:)?svg\s*>/i.test(text.slice(-NEAR))) {
    throw brokenDrawing('the file may be incomplete or damaged');
  }
  const [, , viewWidth, viewHeight] = attribute(root, 'viewBox')
    .split(/[\s,]+/)
    .map(Number);
  return {
    width: pixels(attribute(root, 'width')) ?? whole(viewWidth) ?? DEFAULT_SIZE.width,
    height: pixels(attribute(root, 'height')) ?? whole(viewHeight) ?? DEFAULT_SIZE.height,
  };
}

// Patterns are given little text, so that none of it can make them slow.
const NEAR = 8192;

/** The tag of the root element, as far as it is near the beginning. */
function readRoot(text: string): string {
  const start = text.slice(0, NEAR).replace(/<!--.*?-->/gs, '');
  const root = start.slice(Math.max(0, start.search(/<svg[\s>/]/i)));
  const end = root.indexOf('>');
  return end === -1 ? root : root.slice(0, end + 1);
}

function attribute(root: string, name: string): string {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(root)?.[1]?.trim() ?? '';
}

// CSS, absolute lengths; relative ones depend on where the drawing is shown.
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

function pixels(length: string): number | undefined {
  const [, number, unit = ''] = /^([\d.]+(?:e\+?\d+)?)\s*([a-z]*)$/i.exec(length) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  return number === undefined || factor === undefined ? undefined : whole(Number(number) * factor);
}

function whole(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? Math.max(1, Math.round(value)) : undefined;
}

// Programs for drawing declare short names of namespaces; nobody needs more than a few kilobytes of them.
const MOST_EXPANDED = 64 * 1024;
const DECLARATION = /<!ENTITY\s+(%\s+)?([^\s>]+)\s+("[^"]*"|'[^']*'|[^>]*)/gi;

/**
 * Entities that are made of entities, or that are long and used often, turn a small file into one that
 * no parser survives; those from elsewhere make a parser fetch.
 */
function checkEntities(text: string): void {
  if (!/<!ENTITY/i.test(text)) return;
  let longest = 0;
  for (const [, parameter, , value = ''] of text.matchAll(DECLARATION)) {
    if (parameter || !/^["']/.test(value) || /[&%]/.test(value)) {
      throw brokenDrawing('it declares entities that are not plain text');
    }
    longest = Math.max(longest, value.length);
  }
  const uses = text.match(/&[^#\s;&]+;/g)?.length ?? 0;
  if (uses * longest > MOST_EXPANDED)
    throw brokenDrawing('its entities would grow without measure');
}

function brokenDrawing(reason: string): ApiRefusal {
  return new ApiRefusal(415, 9422, `Decode error: image failed to be decoded: ${reason}`);
}
