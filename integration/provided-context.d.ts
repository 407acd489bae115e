import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Endpoint of a running relay; `/script/…` on the same origin answers as the script says. */
    relayURL: string;
  }
}
