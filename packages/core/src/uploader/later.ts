/** Something that is loaded when it is first needed, or when there is nothing else to do. */
export interface Later<Value> {
  /** `undefined` until it is there. */
  now(): Value | undefined;
  /** Does something with it: at once where it is there, else as soon as it is, in the order asked for. */
  use(action: (value: Value) => void): void;
  /** Loads it without a use for it yet. A failure counts for nothing. */
  warmUp(): void;
  /** Tries again what could not be loaded. */
  retry(): void;
  /** Forgets what was to be done. */
  forget(): void;
}

/**
 * @param load - May answer at once.
 * @param onFailed - Told each time that it could not be loaded although there was a use for it. What was
 * to be done with it waits for `retry()`, for the next use, or for `forget()`.
 */
export function createLater<Value extends object>(
  load: () => Value | Promise<Value>,
  onFailed: (cause: unknown) => void,
): Later<Value> {
  let value: Value | undefined;
  let loading = false;
  let waiting: ((value: Value) => void)[] = [];

  function arrive(loaded: Value): void {
    value = loaded;
    const actions = waiting;
    waiting = [];
    for (const action of actions) action(loaded);
  }

  async function wait(promise: Promise<Value>): Promise<void> {
    loading = true;
    try {
      arrive(await promise);
    } catch (cause) {
      if (waiting.length > 0) onFailed(cause);
    } finally {
      loading = false;
    }
  }

  function start(): void {
    if (value || loading) return;
    const loaded = load();
    if (loaded instanceof Promise) void wait(loaded);
    else arrive(loaded);
  }

  return {
    now: () => value,
    use(action) {
      if (value) return action(value);
      waiting.push(action);
      start();
    },
    warmUp: start,
    retry() {
      if (waiting.length > 0) start();
    },
    forget() {
      waiting = [];
    },
  };
}
