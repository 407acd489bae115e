/** An app's callback that throws is reported; it never changes what became of a picture. */
export function call<Parameters extends unknown[]>(
  callback: ((...parameters: Parameters) => void) | undefined,
  ...parameters: Parameters
): void {
  try {
    callback?.(...parameters);
  } catch (error) {
    if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
    else console.error(error);
  }
}
