import { badRequest, limits } from '@tintype/core/images';
import type { Fit, MetadataMode, VariantOptions } from '../variants/variant.ts';

const FITS: readonly Fit[] = ['scale-down', 'contain', 'cover', 'crop', 'pad'];
const METADATA_MODES: readonly MetadataMode[] = ['keep', 'copyright', 'none'];
const BLUR = [1, 250] as const;
// From Cloudflare's documentation of browser TTL: an hour to a year.
export const BROWSER_TTL: readonly [number, number] = [3600, 31_536_000];

/**
 * Reads the options of a variant.
 *
 * @throws ApiRefusal 5400 that names what is wrong.
 */
export function readVariantOptions(value: unknown): VariantOptions {
  if (typeof value !== 'object' || value === null) throw badRequest('missing field `options`');
  const options: Readonly<Record<string, unknown>> = { ...value };
  return {
    fit: readFit(options.fit),
    width: readNumber(options, 'width', [1, limits.dimension]),
    height: readNumber(options, 'height', [1, limits.dimension]),
    metadata: readMetadataMode(options.metadata),
    ...(options.blur !== undefined && { blur: readNumber(options, 'blur', BLUR) }),
    ...(options.browser_ttl !== undefined && {
      browser_ttl: readNumber(options, 'browser_ttl', BROWSER_TTL),
    }),
  };
}

function readFit(value: unknown): Fit {
  if (value === undefined) throw badRequest('missing field `fit`');
  const fit = FITS.find((known) => known === value);
  if (fit) return fit;
  const known = FITS.map((name) => `'${name}'`).join(', ');
  throw badRequest(`'${String(value)}' is not a supported fit mode. Use one of ${known}`);
}

function readMetadataMode(value: unknown): MetadataMode {
  if (value === undefined) throw badRequest('missing field `metadata`');
  const mode = METADATA_MODES.find((known) => known === value);
  if (mode) return mode;
  throw badRequest(`metadata must be 'keep', 'copyright' or 'none', not '${String(value)}'`);
}

/**
 * A whole number in a range, both ends included.
 *
 * @throws ApiRefusal 5400.
 */
export function readNumber(
  options: Readonly<Record<string, unknown>>,
  name: string,
  [least, most]: readonly [number, number],
): number {
  const value = options[name];
  if (value === undefined) throw badRequest(`missing field \`${name}\``);
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) {
    return Number(value);
  }
  throw badRequest(`${name} must be a whole number from ${least} to ${most}`);
}
