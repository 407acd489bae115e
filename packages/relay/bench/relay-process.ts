import { createServer } from 'node:http';
import { createRelay } from '../src/index.ts';
import { toNodeHandler } from '../src/node.ts';
import { serve } from './process.ts';

const [baseURL = ''] = process.argv.slice(2);
const relay = createRelay({
  accountId: 'account',
  apiToken: 'token',
  baseURL,
  authorize: () => ({ creator: 'ann' }),
});

serve(createServer(toNodeHandler(relay)));
