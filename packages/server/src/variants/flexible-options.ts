import { limits } from '@tintype/core/images';
import { readColour, readNumber, readSwitch, readWhole, readWord } from './option-values.ts';
import { badOptions } from './render-refusal.ts';
import type { Border, Fit, Point, Rendition, Sides, Trim, WantedFormat } from './rendition.ts';
import type { MetadataMode } from './variant.ts';

/** What a flexible variant asks for. */
export interface FlexibleVariant {
  rendition: Rendition;
  /** It asks for facts about the picture, as JSON, and not for pixels. */
  wantsFacts: boolean;
}

/** Options as they are read, one after another. Lengths do not know of `dpr` yet. */
interface Draft extends Rendition {
  dpr?: number;
  wantsFacts?: boolean;
  frame?: Partial<Sides> & { width?: number; colour?: string };
}

type Reader = (value: string, draft: Draft, name: string) => void;

const FITS: readonly Fit[] = [
  ...(['scale-down', 'contain', 'cover', 'crop', 'pad'] as const),
  ...(['aspect-crop', 'squeeze'] as const),
];
const FORMATS: readonly WantedFormat[] = ['avif', 'webp', 'jpeg', 'baseline-jpeg', 'png'];
const METADATA_MODES: readonly MetadataMode[] = ['keep', 'copyright', 'none'];
const QUALITIES: ReadonlyMap<string, number> = new Map([
  ['high', 90],
  ['medium-high', 80],
  ['medium-low', 65],
  ['low', 50],
]);
const SIDES: ReadonlyMap<string, Point> = new Map([
  ['left', { x: 0, y: 0.5 }],
  ['right', { x: 1, y: 0.5 }],
  ['top', { x: 0.5, y: 0 }],
  ['bottom', { x: 0.5, y: 1 }],
]);

const ignore: Reader = () => undefined;

/**
 * Every option, by its name. Those that are ignored need what is not here: hints of the browser, faces,
 * or an origin to send somebody to. The picture is right without them.
 *
 * @see https://developers.cloudflare.com/images/optimization/features/
 */
const OPTIONS: Readonly<Record<string, Reader>> = {
  anim(value, draft, name) {
    draft.still = !readSwitch(name, value);
  },
  background(value, draft, name) {
    draft.background = readColour(name, value);
  },
  blur(value, draft, name) {
    draft.blur = readNumber(name, value, 1, 250);
  },
  'border.color'(value, draft, name) {
    draft.frame = { ...draft.frame, colour: readColour(name, value) };
  },
  'border.width': readFrame,
  'border.top': readFrame,
  'border.right': readFrame,
  'border.bottom': readFrame,
  'border.left': readFrame,
  brightness: readFactor('brightness', 10),
  compression(value, draft, name) {
    draft.fast = readWord(name, value, ['fast']) === 'fast';
  },
  contrast: readFactor('contrast', 10),
  dpr(value, draft, name) {
    draft.dpr = readNumber(name, value, 0.1, 3);
  },
  fit(value, draft, name) {
    draft.fit = readWord(name, value, FITS);
  },
  flip(value, draft, name) {
    draft.flip = readWord(name, value, ['h', 'v', 'hv']);
  },
  format(value, draft, name) {
    delete draft.format;
    draft.wantsFacts = value === 'json';
    if (value !== 'json' && value !== 'auto') draft.format = readWord(name, value, FORMATS);
  },
  gamma: readFactor('gamma', 10),
  gravity(value, draft) {
    delete draft.gravity;
    // No face was found, as Cloudflare says of pictures without one: it is the middle.
    if (value !== 'face') draft.gravity = readGravity(value);
  },
  height(value, draft, name) {
    draft.height = readWhole(name, value, 1, limits.dimension);
  },
  metadata(value, draft, name) {
    draft.metadata = readWord(name, value, METADATA_MODES);
  },
  onerror: ignore,
  quality(value, draft, name) {
    draft.quality = QUALITIES.get(value) ?? readWhole(name, value, 1, 100);
  },
  rotate(value, draft, name) {
    const turn = { 90: 90, 180: 180, 270: 270 } as const;
    draft.rotate = turn[readWord(name, value, ['90', '180', '270'])];
  },
  saturation(value, draft, name) {
    draft.saturation = readNumber(name, value, 0, 10);
  },
  sharpen(value, draft, name) {
    draft.sharpen = readNumber(name, value, 0, 10);
  },
  'slow-connection-quality': ignore,
  trim(value, draft, name) {
    const sides = value.split(';').map((side) => readWhole(name, side, 0, limits.dimension));
    const [top = 0, right = 0, bottom = 0, left = 0] = sides;
    if (sides.length !== 4) throw badOptions('trim must be four numbers, top;right;bottom;left');
    draft.trim = { top, right, bottom, left };
  },
  'trim.width': readTrim,
  'trim.height': readTrim,
  'trim.left': readTrim,
  'trim.top': readTrim,
  upscale: ignore,
  width(value, draft, name) {
    delete draft.width;
    if (value !== 'auto') draft.width = readWhole(name, value, 1, limits.dimension);
  },
  zoom: ignore,
};

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['f', 'format'],
  ['g', 'gravity'],
  ['h', 'height'],
  ['q', 'quality'],
  ['scq', 'slow-connection-quality'],
  ['w', 'width'],
]);

/** Tells options from the name of a variant, which has letters and digits only. */
export function isFlexible(segment: string): boolean {
  return /=|%3d/i.test(segment);
}

/**
 * Reads options such as `w=400,sharpen=3`; of those that stand there twice the last one counts.
 *
 * @param text - Decoded.
 * @throws RenderRefusal 9401 that names what is wrong.
 */
export function readFlexibleOptions(text: string): FlexibleVariant {
  const draft: Draft = { fit: 'scale-down', metadata: 'copyright' };
  for (const option of splitOptions(text)) readOption(option.trim(), draft);
  const { dpr = 1, wantsFacts = false, frame, ...rendition } = draft;
  return { wantsFacts, rendition: { ...rendition, ...lengths(rendition, dpr, frame) } };
}

// Each option once, with a color in each that takes one, has a few hundred characters.
const LONGEST = 2048;
const MOST_OPTIONS = 64;

/** Splits at commas. Colors have commas of their own, in parentheses. @throws RenderRefusal 9401 */
function splitOptions(text: string): string[] {
  if (text.length > LONGEST) throw badOptions(`they are longer than ${LONGEST} characters`);
  const options: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ',' && depth === 0) {
      options.push(text.slice(start, at));
      start = at + 1;
      if (options.length === MOST_OPTIONS) {
        throw badOptions(`there are more than ${MOST_OPTIONS} of them`);
      }
    }
  }
  return [...options, text.slice(start)];
}

function readOption(option: string, draft: Draft): void {
  const at = option.indexOf('=');
  const name = at === -1 ? option : option.slice(0, at);
  const known = ALIASES.get(name) ?? name;
  const read = Object.hasOwn(OPTIONS, known) ? OPTIONS[known] : undefined;
  if (!read) throw unknown(name);
  if (at === -1) throw badOptions(`${known} needs a value: ${known}=…`);
  read(option.slice(at + 1).trim(), draft, known);
}

function unknown(name: string): Error {
  if (name === 'segment') return badOptions('segment is not available on this server');
  if (name === 'border') return badOptions('border has parts: border.width=5,border.color=red');
  return badOptions(`there is no option "${name.slice(0, 40)}"`);
}

/** Factors of 0 are ignored, as the service does. */
function readFactor(field: 'brightness' | 'contrast' | 'gamma', most: number): Reader {
  return (value, draft, name) => {
    const factor = readNumber(name, value, 0, most);
    if (factor > 0) draft[field] = factor;
    else delete draft[field];
  };
}

function readFrame(value: string, draft: Draft, name: string): void {
  const side = name.slice('border.'.length);
  draft.frame = { ...draft.frame, [side]: readWhole(name, value, 0, limits.dimension) };
}

function readTrim(value: string, draft: Draft, name: string): void {
  const side = name.slice('trim.'.length);
  draft.trim = { ...draft.trim, [side]: readWhole(name, value, 0, limits.dimension) };
}

function readGravity(value: string): Point | 'salient' {
  if (value === 'auto') return 'salient';
  const side = SIDES.get(value);
  if (side) return side;
  const [x, y, ...rest] = value.split('x');
  if (x === undefined || y === undefined || rest.length > 0) {
    throw badOptions('gravity must be auto, left, right, top, bottom or a place such as 0.5x0.33');
  }
  return { x: readNumber('gravity', x, 0, 1), y: readNumber('gravity', y, 0, 1) };
}

/** All lengths, in pixels of the output. */
function lengths(
  { width, height, trim }: Rendition,
  dpr: number,
  frame: Draft['frame'],
): Pick<Rendition, 'width' | 'height' | 'trim' | 'border'> {
  const times = (length: number) => Math.round(length * dpr);
  return {
    ...(width !== undefined && { width: Math.max(1, times(width)) }),
    ...(height !== undefined && { height: Math.max(1, times(height)) }),
    ...(trim && { trim: mapped(trim, times) }),
    ...(frame && { border: borderOf(frame, times) }),
  };
}

function mapped(trim: Trim, times: (length: number) => number): Trim {
  return Object.fromEntries(Object.entries(trim).map(([side, length]) => [side, times(length)]));
}

function borderOf(
  { width = 0, colour = 'black', ...own }: NonNullable<Draft['frame']>,
  times: (length: number) => number,
): Border {
  const side = (name: keyof Sides) => times(own[name] ?? width);
  const sides = { top: side('top'), right: side('right'), bottom: side('bottom') };
  return { sides: { ...sides, left: side('left') }, colour };
}
