import { imageTooLarge } from '@tintype/core/images';

/**
 * Passes bytes on, and stops at the limit.
 *
 * @throws ApiRefusal 413 as soon as there are more bytes than the limit.
 */
export async function* limitBytes(
  source: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array, void, void> {
  let passed = 0;
  for await (const chunk of source) {
    passed += chunk.length;
    if (passed > limit) throw imageTooLarge(limit);
    yield chunk;
  }
}
