import { COLOUR_TAGS } from './colour-profile-rebuild.ts';
import { GIF_BLOCKS } from './gif-rebuild.ts';
import { HEIF_BLOCKS } from './heif/rebuild-heif.ts';
import { JPEG_BLOCKS } from './jpeg-rebuild.ts';
import { PNG_BLOCKS } from './png-rebuild.ts';
import { WEBP_BLOCKS } from './webp-rebuild.ts';

/** Lists, by format, the blocks that stay with `stripMetadata: 'all'`, and what stays of each. Others are removed. */
export const KEPT_BLOCKS: Readonly<
  Record<string, readonly (readonly [block: string, kept: string])[]>
> = {
  JPEG: JPEG_BLOCKS,
  PNG: PNG_BLOCKS,
  WebP: WEBP_BLOCKS,
  GIF: GIF_BLOCKS,
  'HEIC, AVIF': HEIF_BLOCKS,
  'ICC profile': [
    ['header', 'version, class, colour spaces, rendering intent, white; zeros elsewhere'],
    [COLOUR_TAGS.map((tag) => `\`${tag}\``).join(', '), 'exactly the bytes of their type'],
    ['`desc`, `cprt`', 'a neutral text: the name of the colour space, and "CC0"'],
    ['sRGB, Display P3', 'the same few bytes for everybody'],
  ],
};
