export type { Authorization, RelayAction, RelayOptions } from './options.ts';
export type { Relay } from './relay.ts';
export { createRelay } from './relay.ts';
