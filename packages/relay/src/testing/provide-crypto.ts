/** What Node says of itself. */
interface NodeProcess {
  getBuiltinModule?(name: string): { webcrypto: Crypto };
}

/**
 * jsdom puts a `crypto` without `subtle` in the place of Node's. The relay makes ids with it, so a test
 * gets Node's back.
 */
export function provideCrypto(): void {
  if (globalThis.crypto?.subtle) return;
  const { process } = globalThis as { process?: NodeProcess };
  const crypto = process?.getBuiltinModule?.('node:crypto').webcrypto;
  if (crypto) Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
}
