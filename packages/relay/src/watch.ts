import { ApiRefusal } from '@tintype/core/images';

/** How long a request may stand still. */
export interface Timeouts {
  /**
   * Milliseconds from the last byte of a request to the beginning of the image service's response.
   *
   * @default 60000
   */
  response?: number | undefined;
  /**
   * Milliseconds without a byte, while one is waited for: from the browser (408), or for the image
   * service to take one or to go on with its response (504).
   *
   * @default 30000
   */
  stall?: number | undefined;
}

/** Time limits with nothing left open. */
export interface ResolvedTimeouts {
  response: number;
  stall: number;
}

/** Whom a request waits for. */
export type Awaited = 'browser' | 'service' | 'response' | null;

/** Looks after one request, so that it ends when nothing moves any more. */
export interface Watch {
  /** Aborted when the client has gone, or when somebody let it wait too long. */
  signal: AbortSignal;
  /** Says whom the request waits for from now on. */
  waitFor(whom: Awaited): void;
  /** What a wait that took too long is answered with. */
  refusal(): ApiRefusal | null;
  end(): void;
}

const A_TURN = 10;

/** Starts to look after a request. */
export function startWatch(outer: AbortSignal, limits: ResolvedTimeouts): Watch {
  const controller = new AbortController();
  let awaited: Awaited = null;
  // By a clock that nobody sets while a request is under way.
  let due = 0;
  let isOverdue = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // One timer for many waits: it looks whether the last of them is over its time, and sleeps again.
  const look = () => {
    timer = undefined;
    if (awaited === null) return;
    const left = due - performance.now();
    if (left <= 0 && isOverdue) return controller.abort(tooSlow(awaited));
    // Where this process itself was busy, what is waited for may be there and not read yet.
    isOverdue = left <= 0;
    timer = setTimeout(look, Math.max(left, A_TURN));
  };
  const follow = () => controller.abort(outer.reason);
  if (outer.aborted) follow();
  outer.addEventListener('abort', follow);

  return {
    signal: controller.signal,
    waitFor(whom) {
      awaited = whom;
      isOverdue = false;
      if (whom === null) return;
      const limit = whom === 'response' ? limits.response : limits.stall;
      const before = due;
      due = performance.now() + limit;
      if (timer !== undefined && due < before) clearTimeout(timer);
      if (timer === undefined || due < before) timer = setTimeout(look, limit);
    },
    refusal: () => {
      const { reason } = controller.signal;
      return reason instanceof ApiRefusal ? reason : null;
    },
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}

function tooSlow(whom: Exclude<Awaited, null>): ApiRefusal {
  if (whom === 'browser') return new ApiRefusal(408, 5408, 'Client was sending upload too slowly');
  return new ApiRefusal(
    504,
    5503,
    'The image service did not answer in time. Try again in a while.',
  );
}
