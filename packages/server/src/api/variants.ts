import { ApiRefusal, badRequest } from '@tintype/core/images';
import type { VariantRecords } from '../records/variant-records.ts';
import { ORIGINAL, type Variant } from '../variants/variant.ts';
import { readVariantOptions } from './variant-options.ts';

const MOST_VARIANTS = 100;
const LONGEST_NAME = 99;

/** `GET /images/v1/variants`: an object, keyed by name. */
export function listVariants(variants: VariantRecords): Record<string, Variant> {
  return Object.fromEntries(variants.list().map((variant) => [variant.id, variant]));
}

/**
 * `POST /images/v1/variants`.
 *
 * @throws ApiRefusal 5400 for a name or options that may not be, 5409 for a name that is taken, 5453
 * when there are 100 already.
 */
export function createVariant(
  body: Readonly<Record<string, unknown>>,
  variants: VariantRecords,
): Variant {
  const id = readName(body.id);
  if (variants.get(id) || id === ORIGINAL) {
    throw new ApiRefusal(409, 5409, 'Resource already exists', { 'x-should-retry': 'false' });
  }
  if (variants.list().length >= MOST_VARIANTS) {
    throw new ApiRefusal(
      403,
      5453,
      `The given account has reached a service limit: ${MOST_VARIANTS} variants`,
    );
  }
  const options = readVariantOptions(body.options);
  const neverRequireSignedURLs = readFlag(body.neverRequireSignedURLs, false);
  return write({ id, options, neverRequireSignedURLs }, variants);
}

/**
 * `PATCH /images/v1/variants/{id}`: the options take the place of the old ones as a whole.
 *
 * @throws ApiRefusal 5401 without such a variant, 5400 for options that may not be.
 */
export function updateVariant(
  id: string,
  body: Readonly<Record<string, unknown>>,
  variants: VariantRecords,
): Variant {
  const variant = findVariant(id, variants);
  const options = readVariantOptions(body.options);
  const never = readFlag(body.neverRequireSignedURLs, variant.neverRequireSignedURLs);
  return write({ id, options, neverRequireSignedURLs: never }, variants);
}

/**
 * `DELETE /images/v1/variants/{id}`. The service ignores it for `public`, and so does this one.
 *
 * @throws ApiRefusal 5401 without such a variant.
 */
export function deleteVariant(id: string, variants: VariantRecords): void {
  findVariant(id, variants);
  if (id !== 'public') variants.delete(id);
}

function findVariant(id: string, variants: VariantRecords): Variant {
  const variant = variants.get(id);
  if (variant) return variant;
  throw new ApiRefusal(404, 5401, `There is no variant "${id}"`);
}

function write(variant: Variant, variants: VariantRecords): Variant {
  variants.put(variant);
  return variant;
}

function readName(id: unknown): string {
  if (typeof id === 'string' && /^[a-z0-9]+$/i.test(id) && id.length <= LONGEST_NAME) return id;
  throw badRequest(
    `the name of a variant must be 1 to ${LONGEST_NAME} letters and digits, nothing else`,
  );
}

function readFlag(value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  if (typeof value === 'boolean') return value;
  throw badRequest('neverRequireSignedURLs must be true or false');
}
