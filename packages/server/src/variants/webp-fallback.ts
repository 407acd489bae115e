import sharp from 'sharp';
import type { OutputFormat } from './output-format.ts';

/** Tells what a WebP is for those who cannot read WebP. */
export type WebPFallback = (
  key: string,
  file: string,
  still: boolean,
) => Promise<Extract<OutputFormat, 'gif' | 'png' | 'jpeg'>>;

interface Facts {
  isAnimated: boolean;
  hasAlpha: boolean;
}

// A picture's file never changes, so what was read of it holds.
const MOST_KNOWN = 10_000;

/** GIF keeps the frames of an animation, PNG the transparency of a still, JPEG needs the fewest bytes. */
export function createWebPFallback(): WebPFallback {
  const known = new Map<string, Facts>();

  async function factsOf(key: string, file: string): Promise<Facts> {
    const before = known.get(key);
    if (before) return before;
    const { pages = 1, hasAlpha = false } = await sharp(file, { failOn: 'none' }).metadata();
    const facts = { isAnimated: pages > 1, hasAlpha };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, facts);
    return facts;
  }

  return async (key, file, still) => {
    const { isAnimated, hasAlpha } = await factsOf(key, file);
    if (isAnimated && !still) return 'gif';
    return hasAlpha ? 'png' : 'jpeg';
  };
}
