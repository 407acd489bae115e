/** How long a client may take to send. */
export interface Timeouts {
  /** Milliseconds for the head of a request. @default 20000 */
  head: number;
  /** Milliseconds without a byte. @default 30000 */
  idle: number;
  /** Milliseconds of waiting for the client before {@link minimumRate} is asked for. @default 30000 */
  grace: number;
  /** Bytes in each second of waiting, on average. @default 1024, which any phone network reaches */
  minimumRate: number;
  /** Milliseconds for a whole request, whatever its rate. @default 900000, a quarter of an hour */
  whole: number;
}

/** What clients are given unless the server's options say otherwise. */
export const DEFAULT_TIMEOUTS: Timeouts = {
  head: 20_000,
  idle: 30_000,
  grace: 30_000,
  minimumRate: 1024,
  whole: 900_000,
};
