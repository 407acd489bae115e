/** Ends something that takes too long. */
export interface Stopwatch {
  /** Something moved: the time begins anew, with another limit if one is given. */
  restart(limit?: number): void;
  stop(): void;
}

/**
 * Calls back when nothing has moved for a while.
 *
 * Timestamps are compared, and ticks not counted: where a tick itself comes far too late, the machine
 * slept or the tab was throttled, and the time begins anew. So it does where a clock was set back.
 *
 * @param limit - Milliseconds.
 */
export function startStopwatch(limit: number, onExpired: () => void): Stopwatch {
  let most = limit;
  let moved = Date.now();
  let ticked = moved;
  let timer = setTimeout(tick, interval());

  function interval(): number {
    return Math.max(1, most / 4);
  }

  function tick(): void {
    const now = Date.now();
    if (now < ticked || now - ticked > 3 * interval() + 1000) moved = now;
    ticked = now;
    if (now - moved >= most) onExpired();
    else timer = setTimeout(tick, interval());
  }

  return {
    restart(next = most) {
      moved = Date.now();
      if (next === most) return;
      const isSooner = next < most;
      most = next;
      // A tick that comes too soon does no harm, and a timer for each attempt is dear enough.
      if (!isSooner) return;
      ticked = moved;
      clearTimeout(timer);
      timer = setTimeout(tick, interval());
    },
    stop: () => clearTimeout(timer),
  };
}
