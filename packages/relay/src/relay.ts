import { ApiRefusal } from '@tintype/core/images';
import { refused } from './answer.ts';
import { authorize } from './authorize.ts';
import { brokenOff, createFaults, type Faults } from './faults.ts';
import { createImagesApi } from './images-api.ts';
import { type RelayOptions, resolveOptions, type Settings } from './options.ts';
import { allowOrigin, checkOrigin, preflight } from './origin.ts';
import { type Authorization, type Permission, toPermission } from './permission.ts';
import { checkRate } from './rate-limit.ts';
import { type Report, startReport } from './relay-events.ts';
import { portsOf } from './request-ports.ts';
import { findRoute, type Route } from './routes.ts';
import { type Send, sendBy } from './send.ts';
import { createServiceClock, type ServiceClock } from './service-clock.ts';
import { createSigner, type Signer } from './signed-url.ts';
import { createSigningKeys } from './signing-keys.ts';
import { startWatch, type Watch } from './watch.ts';

/** Answers requests of browsers. */
export type Relay = (request: Request) => Promise<Response>;

/** What lasts longer than one request. */
interface Parts {
  settings: Settings;
  send: Send | null;
  clock: ServiceClock;
  signer: Signer;
  faults: Faults;
}

/** What belongs to one request. */
interface Visit extends Parts {
  report: Report;
}

/**
 * Creates an app's endpoint for pictures. It keeps the API token on the server, asks the app who may
 * do what, and passes pictures on to the Images API while they arrive.
 *
 * It can be made where the environment variables are not set, as during a build. Each request is refused
 * with status 500 then, and the log and `onEvent` have the reason.
 *
 * @throws TypeError when an option is not of the type that it must be.
 *
 * @example
 * ```ts
 * export const relay = createRelay({
 *   accountId: process.env.CLOUDFLARE_ACCOUNT_ID,
 *   apiToken: process.env.CLOUDFLARE_API_TOKEN,
 *   authorize: async (request) => ({ creator: (await userOf(request))?.id }), // your session
 * });
 * ```
 */
export function createRelay(options: RelayOptions): Relay {
  const settings = resolveOptions(options);
  const send = settings.fetch ? sendBy(settings.fetch) : null;
  const clock = createServiceClock();
  const signer = createSigner(createSigningKeys(settings.signingKey), settings.signedURLs, clock);
  const faults = createFaults(settings.faults);
  return async (request) => {
    let origin: string | null = null;
    const report = startReport(request, settings.onEvent);
    const watch = startWatch(request.signal, settings.timeouts);
    try {
      origin = await checkOrigin(request, settings.isAllowedOrigin);
      const isPreflight = request.method === 'OPTIONS';
      const answer = isPreflight
        ? preflight(settings.allowedHeaders)
        : await act(request, watch, { settings, send, clock, signer, faults, report });
      return finish(await report.end(answer), request, origin);
    } catch (error) {
      const refusal = refused(toRefusal(error, request));
      return finish(await report.end(refusal), request, origin);
    } finally {
      watch.end();
    }
  };
}

// Looked up at each call: apps and tests replace the global one.
const sendByFetch = sendBy((...parameters) => fetch(...parameters));

async function act(request: Request, watch: Watch, parts: Visit): Promise<Response> {
  checkConfiguration(parts);
  const route = findRoute(request, parts.settings.basePath);
  parts.report.note(route.action.type);
  const { answer, isCut } = await parts.faults(request, route.action, watch.signal);
  const done = answer ?? (await run(request, route, watch, parts));
  return isCut ? brokenOff() : done;
}

async function run(
  request: Request,
  route: Route,
  watch: Watch,
  { settings, send, clock, signer, report }: Visit,
): Promise<Response> {
  const said = await authorize(request, route.action, settings);
  if (said instanceof Response) return said;
  const permission = readPermission(said, settings);
  const tooSoon = await checkRate(settings.rateLimit, request, route.action, said);
  if (tooSoon) return tooSoon;
  const api = createImagesApi(settings, {
    clock,
    send: send ?? portsOf(request)?.send ?? sendByFetch,
    watch,
    report,
  });
  return route.run(request, { api, permission, signer, watch });
}

/** @throws ApiRefusal 500 where an option cannot be used. The user can do nothing about it. */
function checkConfiguration({ settings: { problem }, report }: Visit): void {
  if (problem === null) return;
  console.error(problem);
  report.tell({ type: 'configuration', message: problem });
  throw new ApiRefusal(500, 5550, 'This site is not set up for images yet.');
}

function readPermission(said: Authorization, { limits }: Settings): Permission {
  try {
    return toPermission(said, limits);
  } catch (error) {
    console.error('Tintype relay: what authorize said cannot be used:', error);
    throw new ApiRefusal(500, 5550, 'This site could not tell whether it may be done.');
  }
}

function finish(answer: Response, { method }: Request, origin: string | null): Response {
  return allowOrigin(method === 'HEAD' ? withoutBody(answer) : answer, origin);
}

function withoutBody({ status, headers, body }: Response): Response {
  body?.cancel().catch(() => undefined);
  return new Response(null, { status, headers });
}

function toRefusal(error: unknown, { signal }: Request): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  // Nobody reads it: the one who asked has gone.
  if (signal.aborted) return new ApiRefusal(499, 5433, 'Request has been aborted by the client.');
  console.error('Tintype relay:', error);
  return new ApiRefusal(500, 5550, 'Internal Server Error');
}
