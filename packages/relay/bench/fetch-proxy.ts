import { createServer } from 'node:http';
import { toNodeHandler } from '../src/node.ts';
import { serve } from './process.ts';

// What `fetch` alone leaves of it, without a look at what passes.
const [upstream = ''] = process.argv.slice(2);

serve(
  createServer(
    toNodeHandler(({ method, headers, body }) =>
      fetch(upstream, {
        method,
        headers: { 'Content-Type': headers.get('content-type') ?? '' },
        body,
        duplex: 'half',
      } as RequestInit),
    ),
  ),
);
