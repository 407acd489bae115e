import type { ApiRefusal } from '@tintype/core/images';
import type { ReadBytes } from './multipart-reader.ts';

/**
 * Passes bytes on, and stops at the limit.
 *
 * @returns a `read` that throws `refusal` as soon as there are more bytes than the limit.
 */
export function limitBytes(read: ReadBytes, limit: number, refusal: ApiRefusal): ReadBytes {
  let passed = 0;
  return async () => {
    const chunk = await read();
    passed += chunk?.length ?? 0;
    if (passed > limit) throw refusal;
    return chunk;
  };
}
