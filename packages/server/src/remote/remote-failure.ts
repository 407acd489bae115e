import { ApiRefusal } from '@tintype/core/images';

/**
 * A picture that could not be fetched from its `url`. Cloudflare's number is known; the status is not
 * ("4xx"), and one that its SDK does not try again is right for an address that will not get better.
 */
export function cannotFetch(reason: string): ApiRefusal {
  return new ApiRefusal(400, 5454, `The image could not be fetched from the url: ${reason}`);
}
