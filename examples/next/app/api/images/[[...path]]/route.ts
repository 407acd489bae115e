import { createRelay } from '@tintype/relay';

const relay = createRelay({
  accountId: process.env.CLOUDFLARE_ACCOUNT_ID,
  apiToken: process.env.CLOUDFLARE_API_TOKEN,
  baseURL: process.env.CLOUDFLARE_BASE_URL,
  authorize: (request) => {
    // Your session instead: whoever is signed in sees and changes only their own pictures.
    const user = request.headers.get('authorization')?.replace('Bearer ', '');
    return user ? { creator: user } : new Response('Sign in first', { status: 401 });
  },
});

export { relay as DELETE, relay as GET, relay as PATCH, relay as POST };
