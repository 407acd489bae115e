import { type ApiError, readEnvelope } from '@tintype/core/images';
import type { RelayAction } from './relay-action.ts';

/** What every event tells. */
export interface RelayEventFacts {
  /**
   * The request's `X-Request-Id`, or a random one where there is none. Tintype's uploader sends one of its
   * own where it has an `onEvent` too: the id of the item, a dot, and the number of the attempt.
   */
  requestId: string;
  /** When it happened, in milliseconds since the epoch. */
  time: number;
}

/** A request came in. */
export interface RequestEvent extends RelayEventFacts {
  type: 'request';
  method: string;
  path: string;
}

/** The image service has answered a call, or could not be reached. */
export interface ServiceEvent extends RelayEventFacts {
  type: 'service';
  method: string;
  /** What follows the account in the URL, without its query. */
  path: string;
  /** Counted from 1. */
  attempt: number;
  /** HTTP status, or `null` where the service could not be reached. */
  status: number | null;
  /** Milliseconds that the call took. */
  duration: number;
}

/** The request is answered. */
export interface ResponseEvent extends RelayEventFacts {
  type: 'response';
  /** What the request wanted, or `null` where that never became clear. */
  action: RelayAction['type'] | null;
  /** HTTP status. */
  status: number;
  /** Those of the envelope. */
  errors: readonly ApiError[];
  /** Milliseconds until the response began. */
  duration: number;
}

/** A request was refused, since an option of the relay cannot be used. */
export interface ConfigurationEvent extends RelayEventFacts {
  type: 'configuration';
  /** Which option, what it must be, and what came instead; never a secret. */
  message: string;
}

/** Something that has happened to a request, for logs and traces, told apart by `type`. Nothing in it is secret. */
export type RelayEvent = RequestEvent | ServiceEvent | ResponseEvent | ConfigurationEvent;

/** An event without what all events of a request have in common. */
type OwnFacts<Event> = Event extends unknown ? Omit<Event, keyof RelayEventFacts> : never;

/** Tells the events of one request. */
export interface Report {
  tell(event: OwnFacts<RelayEvent>): void;
  /** What the request wants. */
  note(action: RelayAction['type']): void;
  /** Tells the response, and writes on it under which name everything was told. */
  end(answer: Response): Promise<Response>;
}

const SILENT: Report = {
  tell: () => undefined,
  note: () => undefined,
  end: async (answer) => answer,
};

/**
 * Begins to tell of a request.
 *
 * @param onEvent - What throws there is reported, and changes nothing.
 */
export function startReport(
  request: Request,
  onEvent: ((event: RelayEvent) => void) | undefined,
): Report {
  if (!onEvent) return SILENT;
  const start = performance.now();
  const requestId = readRequestId(request);
  let action: RelayAction['type'] | null = null;

  function tell(event: OwnFacts<RelayEvent>): void {
    try {
      onEvent?.({ ...event, requestId, time: Date.now() } as RelayEvent);
    } catch (error) {
      console.error('Tintype relay: onEvent threw:', error);
    }
  }

  tell({ type: 'request', method: request.method, path: new URL(request.url).pathname });
  return {
    tell,
    note(wanted) {
      action = wanted;
    },
    async end(answer) {
      const { status, statusText } = answer;
      const errors = status >= 400 ? await readErrors(answer.clone()) : [];
      const duration = Math.round(performance.now() - start);
      tell({ type: 'response', action, status, errors, duration });
      const headers = new Headers(answer.headers);
      headers.set('X-Request-Id', requestId);
      return new Response(answer.body, { status, statusText, headers });
    },
  };
}

/** Whoever asks may write anything there, and it goes to logs. */
function readRequestId({ headers }: Request): string {
  const given = headers.get('x-request-id') ?? '';
  return /^[\w.:-]{1,128}$/.test(given) ? given : crypto.randomUUID();
}

/** An app's own refusal may be anything. */
async function readErrors(answer: Response): Promise<readonly ApiError[]> {
  const reading = readEnvelope<unknown>(await answer.text(), (result) => result ?? {});
  return reading.ok ? [] : reading.apiErrors;
}
