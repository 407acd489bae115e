/** The time at the image service, which decides when signed URLs end. */
export interface ServiceClock {
  /** Learns from the `Date` header of a response. */
  note(date: string | null): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

// The header has whole seconds, and travels for a while. Less than this is no difference.
const TOLERANCE = 30_000;

/** Follows the service's clock by that of this machine, which may be wrong by hours. */
export function createServiceClock(): ServiceClock {
  let ahead = 0;
  return {
    note(date) {
      const time = Date.parse(date ?? '');
      if (Number.isNaN(time)) return;
      const difference = time - Date.now();
      ahead = Math.abs(difference) > TOLERANCE ? difference : 0;
    },
    now: () => Date.now() + ahead,
  };
}
