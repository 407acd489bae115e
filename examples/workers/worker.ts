import { createRelay, type Relay } from '@tintype/relay';

interface Environment {
  CLOUDFLARE_ACCOUNT_ID: string;
  /** A secret: `npx wrangler secret put CLOUDFLARE_API_TOKEN` */
  CLOUDFLARE_API_TOKEN: string;
  CLOUDFLARE_BASE_URL?: string;
}

let relay: Relay | undefined;

// Secrets come with the first request, and one relay serves them all.
function relayOf(environment: Environment): Relay {
  relay ??= createRelay({
    accountId: environment.CLOUDFLARE_ACCOUNT_ID,
    apiToken: environment.CLOUDFLARE_API_TOKEN,
    baseURL: environment.CLOUDFLARE_BASE_URL,
    authorize: (request) => {
      // Your session instead: whoever is signed in sees and changes only their own pictures.
      const user = request.headers.get('authorization')?.replace('Bearer ', '');
      return user ? { creator: user } : new Response('Sign in first', { status: 401 });
    },
  });
  return relay;
}

export default {
  fetch: (request: Request, environment: Environment): Promise<Response> =>
    relayOf(environment)(request),
};
