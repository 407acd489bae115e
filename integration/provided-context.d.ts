import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Endpoint of a running relay; `/script/…` on the same origin answers as the script says. */
    relayURL: string;
    /** The same relay behind a proxy that breaks requests, and how long to stand it. */
    storm: { url: string; seed: number; files: number };
  }
}
