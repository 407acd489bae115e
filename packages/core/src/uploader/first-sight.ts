/** Holds others back until what came in is on the screen. */
export interface FirstSight {
  /** Something came in that is about to be shown. */
  begin(): void;
  /** All of it is shown. */
  end(): void;
  /** Calls back once what came in is shown, or soon; at once where nothing came in. */
  whenShown(callback: () => void): void;
}

// So long at most others wait, in milliseconds.
const LONGEST_WAIT = 250;

/** @param whenIdle - Calls back when the page has nothing else to do, and has painted. */
export function createFirstSight(whenIdle: (callback: () => void) => void): FirstSight {
  const waiting: (() => void)[] = [];
  let showing: ReturnType<typeof setTimeout> | undefined;

  function end(): void {
    clearTimeout(showing);
    showing = undefined;
    if (waiting.length === 0) return;
    whenIdle(() => {
      for (const callback of waiting.splice(0)) callback();
    });
  }

  return {
    begin() {
      showing ??= setTimeout(end, LONGEST_WAIT);
    },
    end,
    whenShown(callback) {
      if (showing === undefined && waiting.length === 0) callback();
      else waiting.push(callback);
    },
  };
}
