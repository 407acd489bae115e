import { createRelay } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';
import express from 'express';

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

const app = express();
// Before any body parser: the relay reads the body itself, while it arrives.
app.use('/api/images', toNodeHandler(relay));
app.use(express.json());
app.get('/', (_, response) => {
  response.send('Upload to /api/images');
});

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  const address = server.address();
  console.log(`http://localhost:${typeof address === 'object' ? address?.port : address}`);
});
