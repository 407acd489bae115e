// Bytes per second through the relay, as a ratio to a plain pipe proxy (and to nginx, where it is
// installed) in the same run: `node --conditions=@tintype/source packages/relay/bench/throughput.ts [rounds]`.
// 10 MB bodies, 8 at once; client, proxies and sink are processes of their own. Rounds are
// interleaved, so that what else the machine does meets all alike.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startNginx } from './nginx.ts';
import { start, startServer } from './process.ts';

const UPLOADS = 64;

const rounds = Number(process.argv[2] ?? 9);
const sink = await startServer('sink.ts');
const pipe = await startServer('pipe-proxy.ts', sink.origin);
const bare = await startServer('fetch-proxy.ts', sink.origin);
const relay = await startServer('relay-process.ts', sink.origin);
const nginx = await startNginx(sink.origin);
const client = start('client.ts', []);
await once(client, 'message');

const targets: Record<string, string> = {
  'pipe proxy': pipe.origin,
  relay: `${relay.origin}/api/images`,
  'bare fetch': bare.origin,
  ...(nginx && { nginx: nginx.origin }),
};
const measured = new Map(Object.keys(targets).map((name) => [name, [] as number[]]));

try {
  // The first two rounds only warm up.
  for (let round = -2; round < rounds; round++) {
    for (const [name, url] of Object.entries(targets)) {
      const speed = await upload(client, url, UPLOADS);
      if (round >= 0) measured.get(name)?.push(speed);
    }
  }
} finally {
  nginx?.stop();
  for (const { child } of [sink, pipe, bare, relay]) child.kill();
  client.kill();
}

const medians = new Map([...measured].map(([name, speeds]) => [name, median(speeds)]));
for (const [name, speed] of medians) {
  console.log(`${name}: ${Math.round(speed)} MB/s, median of ${rounds} rounds`);
}
for (const other of ['pipe proxy', 'bare fetch', 'nginx']) {
  const ratio = (medians.get('relay') ?? 0) / (medians.get(other) ?? Number.NaN);
  console.log(`relay / ${other}: ${Number.isNaN(ratio) ? 'not installed' : ratio.toFixed(2)}`);
}

async function upload(process: ChildProcess, url: string, count: number): Promise<number> {
  process.send({ url, count });
  const [answer] = await once(process, 'message');
  if (answer.error) throw new Error(answer.error);
  return answer.megabytesPerSecond;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
