/** What can go wrong on the page Playground, each by its switch. */
export const FAULT_NAMES = [
  'offline',
  'slow',
  'busy',
  'broken',
  'text',
  'cut-before',
  'cut-after',
] as const;

/** The name of a fault that can be switched on. */
export type FaultName = (typeof FAULT_NAMES)[number];

/** What the playground tells of itself, and not through the network that it disturbs. */
export interface PlaygroundState {
  /** Faults that are on. */
  faults: FaultName[];
  /** The mark that the page gave it, for each picture that the service has stored here. */
  stored: string[];
}
