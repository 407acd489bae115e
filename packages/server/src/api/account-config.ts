import { badRequest } from '@tintype/core/images';
import type { AccountConfig, AccountSettings } from '../records/account-config.ts';
import { BROWSER_TTL, readNumber } from './variant-options.ts';

/** The configuration in the API's own names. */
export interface ConfigResult {
  flexible_variants: boolean;
  /** Seconds. */
  browser_ttl: number;
}

/** Two days, as the service documents it. */
const DEFAULT_BROWSER_TTL = 172_800;

/** `GET /images/v1/config`. */
export function describeConfig(config: AccountConfig): ConfigResult {
  const { flexibleVariants, browserTTL } = config.get();
  return { flexible_variants: flexibleVariants, browser_ttl: browserTTL ?? DEFAULT_BROWSER_TTL };
}

/**
 * `PATCH /images/v1/config`: changes what is given.
 *
 * @throws ApiRefusal 5400 for values that may not be.
 */
export function updateConfig(
  body: Readonly<Record<string, unknown>>,
  config: AccountConfig,
): ConfigResult {
  config.set(readChange(body));
  return describeConfig(config);
}

function readChange(body: Readonly<Record<string, unknown>>): Partial<AccountSettings> {
  const { flexible_variants: flexible, browser_ttl: ttl } = body;
  if (flexible !== undefined && typeof flexible !== 'boolean') {
    throw badRequest('flexible_variants must be true or false');
  }
  return {
    ...(typeof flexible === 'boolean' && { flexibleVariants: flexible }),
    ...(ttl !== undefined && { browserTTL: readNumber(body, 'browser_ttl', BROWSER_TTL) }),
  };
}
