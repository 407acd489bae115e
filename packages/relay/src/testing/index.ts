export type { TestRelay, TestRelayOptions } from './test-relay.ts';
export { createTestRelay } from './test-relay.ts';
