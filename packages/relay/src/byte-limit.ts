import { Refusal } from './refusal.ts';

/**
 * Passes bytes on, and stops at the limit.
 *
 * @throws Refusal 413 as soon as there are more bytes than the limit.
 */
export async function* limitBytes(
  source: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array, void, void> {
  let passed = 0;
  for await (const chunk of source) {
    passed += chunk.length;
    if (passed > limit) throw tooLarge(limit);
    yield chunk;
  }
}

/** More than may come. */
export function tooLarge(limit: number): Refusal {
  const megabytes = Math.round((limit / 1024 / 1024) * 100) / 100;
  return new Refusal(413, 5413, `Maximum image size of ${megabytes} MB is reached`);
}
