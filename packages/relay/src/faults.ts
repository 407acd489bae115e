import { failure } from './answer.ts';
import type { RelayAction } from './relay-action.ts';
import { sleep } from './retry.ts';

/** Something that goes wrong on purpose, to see how an app takes it. For tests and demonstrations. */
export interface RelayFault {
  /**
   * The requests that it happens to: actions by their names, or a function.
   *
   * @default all
   */
  on?:
    | RelayAction['type']
    | readonly RelayAction['type'][]
    | ((request: Request, action: RelayAction) => boolean)
    | undefined;
  /** Milliseconds before anything else happens. With nothing else, the response is right but late. */
  delay?: number | undefined;
  /** HTTP status of a refusal. @default 500 where there is a `code` or `message` */
  status?: number | undefined;
  /** Cloudflare's number of a refusal. @default 5550 where there is a `status` */
  code?: number | undefined;
  /** What a refusal says. @default 'Internal Server Error' */
  message?: string | undefined;
  /** Refuses in plain text, `ERROR 5404: Image not found`, as the service sometimes does. */
  text?: boolean | undefined;
  /** More headers of a refusal, such as `Retry-After`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Breaks the response off, `'before'` anything was done or `'after'` it was: the picture is there then,
   * and the browser cannot know.
   */
  cut?: 'before' | 'after' | undefined;
  /** How many requests it happens to. @default all of them */
  times?: number | undefined;
}

/** Does what a request asks for, or what a fault makes of it. */
export type Faults = (
  request: Request,
  action: RelayAction,
  signal: AbortSignal,
) => Promise<{ answer: Response | null; isCut: boolean }>;

/** Faults that happen one after the other: the first that fits a request is the one that it meets. */
export function createFaults(faults: readonly RelayFault[]): Faults {
  const left = faults.map(({ times = Number.POSITIVE_INFINITY }) => times);
  return async (request, action, signal) => {
    const index = faults.findIndex(
      (fault, at) => (left[at] ?? 0) > 0 && isMeant(fault, request, action),
    );
    const fault = faults[index];
    if (!fault) return { answer: null, isCut: false };
    left[index] = (left[index] ?? 0) - 1;
    if (fault.delay) await sleep(fault.delay, signal);
    if (fault.cut === 'before') return { answer: brokenOff(), isCut: true };
    return { answer: refusalOf(fault), isCut: fault.cut === 'after' };
  };
}

/** Why a connection broke that was to break. */
export class IntendedCut extends Error {
  override name = 'IntendedCut';
}

/** A response whose connection breaks before there is anything of it. */
export function brokenOff(): Response {
  const body = new ReadableStream({
    pull(controller) {
      controller.error(new IntendedCut('cut off on purpose, by the option faults'));
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'application/json; charset=UTF-8' } });
}

function isMeant({ on }: RelayFault, request: Request, action: RelayAction): boolean {
  if (on === undefined) return true;
  if (typeof on === 'function') return on(request, action);
  return [on].flat().includes(action.type);
}

function refusalOf({ status, code, message, text, headers }: RelayFault): Response | null {
  if (status === undefined && code === undefined && message === undefined && !text) return null;
  const error = { code: code ?? 5550, message: message ?? 'Internal Server Error' };
  if (!text) return failure(status ?? 500, [error], headers);
  return new Response(`ERROR ${error.code}: ${error.message}\n`, {
    status: status ?? 500,
    headers: {
      'Content-Type': 'text/plain;charset=utf-8',
      'Cache-Control': 'no-store',
      'cf-images': `err=${error.code}`,
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  });
}

/** What a fault must be, for the check at the door. */
export function isFault(value: unknown): value is RelayFault {
  if (typeof value !== 'object' || value === null) return false;
  const { delay = 0, status = 500, times = 1, cut = 'before' } = value as RelayFault;
  return (
    delay >= 0 &&
    Number.isInteger(status) &&
    status >= 200 &&
    status <= 599 &&
    Number.isInteger(times) &&
    times > 0 &&
    (cut === 'before' || cut === 'after')
  );
}
