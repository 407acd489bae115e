/** How fast bytes leave, smoothed, and absent until it means something. */
export interface Speedometer {
  /** Counts bytes that left just now. */
  count(bytes: number, now: number): void;
  /** Bytes per second, or `null` while too little was seen. */
  read(): number | null;
  reset(): void;
}

// Shorter windows jump with every packet, longer ones hide that the connection has changed.
const WINDOW = 4000;
const ENOUGH = 800;

export function createSpeedometer(): Speedometer {
  let since = 0;
  let last = 0;
  let bytes = 0;
  return {
    count(more, now) {
      if (since === 0) since = now;
      // Old bytes weigh less and less, so that the window needs no list.
      if (now - since > WINDOW) {
        const keep = WINDOW / (now - since);
        bytes *= keep;
        since = now - WINDOW;
      }
      bytes += more;
      last = now;
    },
    read() {
      const elapsed = last - since;
      return elapsed < ENOUGH ? null : (bytes / elapsed) * 1000;
    },
    reset() {
      since = 0;
      last = 0;
      bytes = 0;
    },
  };
}
