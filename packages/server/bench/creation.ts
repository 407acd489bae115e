// Creation of pictures beside "stream to file, fsync, rename", in one run:
//   node --conditions=@tintype/source packages/server/bench/creation.ts [rounds] [pictures] [at once] [photo]
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [rounds = 7, pictures = 200, atOnce = 8] = process.argv.slice(2, 5).map(Number);
// One of the photos of the package `exif`; the others have 0.9 MB (short-ascii-II.jpg) and less.
const [, , , , , name = 'sony-alpha-6000.jpg'] = process.argv;
const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve(`exif/test/${name}`));
const dir = await mkdtemp(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tintype-creation-'));
const BOUNDARY = 'the-boundary-of-the-benchmark';
const form = Buffer.concat([
  Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
  ),
  photo,
  Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
]);
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

interface Contender {
  name: string;
  url: string;
  body: Buffer;
  headers: Record<string, string>;
  process: ChildProcess;
}

async function start(name: string, script: string): Promise<Contender> {
  const child = fork(path.join(import.meta.dirname, script), [path.join(dir, name)], {
    execArgv: [
      ...process.execArgv,
      ...(process.env.BENCH_PROF ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROF}`] : []),
    ],
  });
  const { url } = await new Promise<{ url: string }>((resolve) => {
    child.once('message', (message) => resolve(message as { url: string }));
  });
  const ours = name === 'tintype';
  const headers: Record<string, string> = ours
    ? {
        authorization: 'Bearer bench',
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      }
    : {};
  return { name, url, body: ours ? form : photo, headers, process: child };
}

function send({ url, body, headers }: Contender): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(body.length) };
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, ...length } },
      (answer) => {
        answer.resume();
        answer.once('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`answered ${answer.statusCode}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Milliseconds for all pictures. */
async function round(contender: Contender): Promise<number> {
  const begun = performance.now();
  let left = pictures;
  const lane = async () => {
    while (left-- > 0) await send(contender);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return performance.now() - begun;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const bare = await start('bare', 'bare-store.ts');
const ours = await start('tintype', 'tintype.ts');
try {
  await round(bare);
  await round(ours);
  const ratios: number[] = [];
  for (let index = 0; index < rounds; index++) {
    // In turn, so that a slow moment of the machine falls on both.
    const first = index % 2 === 0 ? await round(bare) : 0;
    const own = await round(ours);
    const took = first || (await round(bare));
    ratios.push(took / own);
    console.log(
      `bare ${took.toFixed(0)} ms, tintype ${own.toFixed(0)} ms: ${(took / own).toFixed(2)}`,
    );
  }
  console.log(
    `creation: ${median(ratios).toFixed(2)} of the speed of bare (median of ${rounds}; ${pictures} pictures of ${(photo.length / 1e6).toFixed(1)} MB, ${atOnce} at once)`,
  );
} finally {
  agent.destroy();
  for (const { process: child } of [bare, ours]) child.kill();
  await rm(dir, { recursive: true, force: true });
}
