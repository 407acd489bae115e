// Tintype's own server in a process of its own, as the benchmarks measure it.
import { startImagesServer } from '../src/index.ts';

const [, , dir = ''] = process.argv;
const server = await startImagesServer({ port: 0, dir, accountId: 'bench', token: 'bench' });
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ memory: process.memoryUsage() });
});
process.on('SIGTERM', () => process.exit(0));
process.send?.({
  url: `${server.apiBaseURL}/accounts/bench/images/v1`,
  deliveryBaseURL: server.deliveryBaseURL,
});
