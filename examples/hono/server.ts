import { serve } from '@hono/node-server';
import { createRelay } from '@tintype/relay';
import { Hono } from 'hono';

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

const app = new Hono();
app.get('/', (context) => context.text('Upload to /api/images'));
app.all('/api/images', (context) => relay(context.req.raw));
app.all('/api/images/*', (context) => relay(context.req.raw));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`http://localhost:${port}`);
});
