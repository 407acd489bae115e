import type { IncomingMessage } from 'node:http';

/** What a request asks for, as faults name it. */
export type FaultRoute =
  | 'create-image'
  | 'list-images'
  | 'get-image'
  | 'update-image'
  | 'delete-image'
  | 'create-direct-upload'
  | 'receive-upload'
  | 'deliver-image'
  | 'other';

/** Something that goes wrong on purpose, to see how an app takes it. */
export interface Fault {
  /**
   * The requests that it happens to: names of routes, or a function.
   *
   * @default all
   */
  on?: FaultRoute | readonly FaultRoute[] | ((request: IncomingMessage) => boolean) | undefined;
  /** Milliseconds before anything else happens. With nothing else, the response is right but late. */
  delay?: number | undefined;
  /** HTTP status of a refusal. @default 500 where there is a `code` or `message` */
  status?: number | undefined;
  /** Cloudflare's number of a refusal. @default 5550 where there is a `status` */
  code?: number | undefined;
  /** What a refusal says. @default 'Internal Server Error' */
  message?: string | undefined;
  /** Refuses in plain text, `ERROR 5404: Image not found`, as the service did and sometimes does. */
  text?: boolean | undefined;
  /** More headers of a refusal, such as `Retry-After`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Cuts the connection, `'before'` anything was stored or `'after'` it was, in place of the response: the
   * picture is there then, and the client cannot know.
   */
  cut?: 'before' | 'after' | undefined;
  /** How many requests it happens to. @default all of them */
  times?: number | undefined;
}

const ROUTES: ReadonlySet<unknown> = new Set<FaultRoute>([
  ...(['create-image', 'list-images', 'get-image', 'update-image', 'delete-image'] as const),
  ...(['create-direct-upload', 'receive-upload', 'deliver-image', 'other'] as const),
]);

type Check = (value: unknown) => boolean;

const isWithin =
  (from: number, to: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const isHeaders: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((text) => typeof text === 'string');

const FIELDS: Readonly<Record<keyof Fault, readonly [Check, string]>> = {
  on: [
    (value) => typeof value === 'function' || [value].flat().every((name) => ROUTES.has(name)),
    `a function, or names of routes: ${[...ROUTES].join(', ')}`,
  ],
  delay: [isWithin(0, 600_000), 'milliseconds, up to ten minutes'],
  status: [isWithin(200, 599), 'an HTTP status'],
  code: [isWithin(1, 99_999), 'a number of the service'],
  message: [(value) => typeof value === 'string', 'a text'],
  text: [(value) => typeof value === 'boolean', 'true or false'],
  headers: [isHeaders, 'an object of texts'],
  cut: [(value) => value === 'before' || value === 'after', '"before" or "after"'],
  times: [isWithin(1, Number.MAX_SAFE_INTEGER), 'a whole number from 1'],
};

/**
 * Checks faults that come from an option or over the network.
 *
 * @throws TypeError that names the fault, the field and what it must be.
 */
export function checkFaults(faults: unknown): readonly Fault[] {
  if (!Array.isArray(faults)) throw new TypeError('Tintype server: faults must be a list.');
  for (const [index, fault] of faults.entries()) {
    if (typeof fault !== 'object' || fault === null) {
      throw new TypeError(`Tintype server: faults[${index}] must be an object.`);
    }
    for (const [name, value] of Object.entries(fault)) checkField(index, name, value);
  }
  return faults as readonly Fault[];
}

function checkField(index: number, name: string, value: unknown): void {
  if (!Object.hasOwn(FIELDS, name)) {
    const known = Object.keys(FIELDS).join(', ');
    throw new TypeError(
      `Tintype server: faults[${index}] has no field "${name}"; there are ${known}.`,
    );
  }
  const [isRight, expected] = FIELDS[name as keyof Fault];
  if (value !== undefined && !isRight(value)) {
    throw new TypeError(`Tintype server: faults[${index}].${name} must be ${expected}.`);
  }
}
