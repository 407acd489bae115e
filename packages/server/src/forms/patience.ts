/** How long a client may take to send. */
export interface Patience {
  /** Milliseconds without a byte. @default 30000 */
  idle: number;
  /** Milliseconds of waiting for the client before {@link minimumRate} is asked for. @default 30000 */
  grace: number;
  /** Bytes in each second of waiting, on average. @default 1024, which any phone network reaches */
  minimumRate: number;
}

/** What clients are given unless the server's options say otherwise. */
export const DEFAULT_PATIENCE: Patience = { idle: 30_000, grace: 30_000, minimumRate: 1024 };
