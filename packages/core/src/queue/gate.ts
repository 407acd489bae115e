/** Lets through while it is open, and makes wait while it is closed. */
export interface Gate {
  setClosed(closed: boolean): void;
  /** Resolves at once, or when the gate opens; rejects with the signal's reason. */
  pass(signal: AbortSignal): Promise<void>;
}

/** An open gate. */
export function createGate(): Gate {
  let closed = false;
  const waiting = new Set<() => void>();
  return {
    setClosed(value) {
      closed = value;
      if (closed) return;
      for (const enter of [...waiting]) enter();
    },
    pass(signal) {
      if (!closed) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const leave = (end: () => void) => () => {
          waiting.delete(enter);
          signal.removeEventListener('abort', abort);
          end();
        };
        const enter = leave(resolve);
        const abort = leave(() => reject(signal.reason));
        waiting.add(enter);
        signal.addEventListener('abort', abort);
      });
    },
  };
}
