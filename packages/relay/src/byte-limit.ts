import { imageTooLarge } from '@tintype/core/images';
import type { ReadBytes } from './multipart-reader.ts';

/**
 * Passes bytes on, and stops at the limit.
 *
 * @returns a `read` that throws ApiRefusal 413 as soon as there are more bytes than the limit.
 */
export function limitBytes(read: ReadBytes, limit: number): ReadBytes {
  let passed = 0;
  return async () => {
    const chunk = await read();
    passed += chunk?.length ?? 0;
    if (passed > limit) throw imageTooLarge(limit);
    return chunk;
  };
}
