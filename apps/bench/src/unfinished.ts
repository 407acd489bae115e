/** How far somebody came who was not done in time. */
export interface Unfinished {
  reached: number;
  count: number;
  seconds: number;
  /** The first error that the page did not catch. */
  error: string | null;
}

/** Thrown by a run that was given up. */
export class UnfinishedError extends Error {
  readonly unfinished: Unfinished;

  constructor(name: string, unfinished: Unfinished) {
    super(`${name} got ${describeUnfinished(unfinished)}.`);
    this.name = 'UnfinishedError';
    this.unfinished = unfinished;
  }
}

/** As tables and messages say it. */
export function describeUnfinished({ reached, count, seconds, error }: Unfinished): string {
  const far = `only ${reached} of ${count} within ${seconds} s`;
  return error ? `${far} (${error})` : far;
}
