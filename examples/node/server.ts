import { createServer } from 'node:http';
import { createRelay } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';

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
const handle = toNodeHandler(relay);

const server = createServer((request, response) => {
  if (request.url?.startsWith('/api/images')) handle(request, response);
  else response.end('Upload to /api/images');
});

server.listen(Number(process.env.PORT ?? 3000), () => {
  const address = server.address();
  console.log(`http://localhost:${typeof address === 'object' ? address?.port : address}`);
});
