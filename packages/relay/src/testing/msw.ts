import { type HttpHandler, http } from 'msw';
import { createTestRelay, type TestRelay, type TestRelayOptions } from './test-relay.ts';

/**
 * Handlers for Mock Service Worker that answer as a relay does: uploads, lists by pages, single pictures,
 * edits, deletions, questions by key, one-time addresses and signed URLs, and the pictures themselves.
 *
 * @param relay - What remembers, so that a test can look at it; or options to make one.
 *
 * @example
 * ```ts
 * const relay = createTestRelay({ images: [createImage()] });
 * const server = setupServer(...imageHandlers(relay));
 * ```
 */
export function imageHandlers(relay: TestRelay | TestRelayOptions = {}): HttpHandler[] {
  const { handle, endpoint, uploadURL, deliveryURL } =
    'handle' in relay ? relay : createTestRelay(relay);
  const resolver = ({ request }: { request: Request }) => handle(request);
  const paths = [endpoint, `${endpoint}/*`, `${uploadURL}/*`, `${deliveryURL}/*`];
  return paths.map((path) => http.all(path, resolver));
}
