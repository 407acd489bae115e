import { Agent, createServer, request } from 'node:http';

import { serve } from './process.ts';

// What the relay is measured against: Node's own streams, and not a look at what passes.
const [upstream = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });

serve(
  createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const forwarded = request(upstream + url, { agent, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  }),
);
