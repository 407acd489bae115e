/** Whether there is a network, as far as anybody can tell. */
export interface Connectivity {
  isOnline(): boolean;
  /** Is told when that changes. Answers with its own end. */
  subscribe(listener: () => void): () => void;
}

/** What the browser says. Where there is none, there is always a network. */
export const browserConnectivity: Connectivity = {
  isOnline: () => typeof navigator === 'undefined' || navigator.onLine !== false,
  subscribe(listener) {
    if (typeof addEventListener !== 'function') return () => undefined;
    addEventListener('online', listener);
    addEventListener('offline', listener);
    return () => {
      removeEventListener('online', listener);
      removeEventListener('offline', listener);
    };
  },
};

/**
 * Whether an endpoint is on this machine, and so can be reached without any network: a developer on
 * a train would else wait for ever.
 *
 * @param base - Where relative endpoints start from.
 */
export function isOnThisMachine(endpoint: string, base: string): boolean {
  if (!URL.canParse(endpoint, base)) return false;
  const { hostname } = new URL(endpoint, base);
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
