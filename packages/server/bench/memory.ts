// Memory over many pictures, 64 uploads at once:
//   node --conditions=@tintype/source packages/server/bench/memory.ts [pictures] [at once]
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [pictures = 10_000, atOnce = 64] = process.argv.slice(2).map(Number);
const require = createRequire(import.meta.url);
const sizes = ['right.jpg', 'test1.jpg', 'short-ascii-II.jpg'].map((name) =>
  readFileSync(require.resolve(`exif/test/${name}`)),
);
const BOUNDARY = 'the-boundary-of-the-benchmark';
const forms = sizes.map((photo) =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\n\r\n`,
    ),
    photo,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]),
);
const dir = await mkdtemp(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tintype-memory-'));
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const child = fork(path.join(import.meta.dirname, 'tintype.ts'), [dir]);
const said = <Message>() =>
  new Promise<Message>((resolve) => {
    child.once('message', (message) => resolve(message as Message));
  });

async function memory(): Promise<NodeJS.MemoryUsage> {
  const answer = said<{ memory: NodeJS.MemoryUsage }>();
  child.send('memory');
  return (await answer).memory;
}

function send(url: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: 'Bearer bench',
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': String(body.length),
    };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`answered ${answer.statusCode}`));
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

try {
  const { url } = await said<{ url: string }>();
  let begun = 0;
  let peak = 0;
  const lane = async () => {
    while (begun < pictures) {
      const index = begun++;
      await send(url, forms[index % forms.length] ?? Buffer.alloc(0));
      if ((index + 1) % Math.ceil(pictures / 10) !== 0) continue;
      const { rss, heapUsed, external } = await memory();
      peak = Math.max(peak, rss);
      console.log(
        `${index + 1}: rss ${megabytes(rss)}, heap ${megabytes(heapUsed)}, external ${megabytes(external)}`,
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  console.log(`memory: ${pictures} pictures, ${atOnce} at once, peak rss ${megabytes(peak)}`);
} finally {
  agent.destroy();
  child.kill();
  await rm(dir, { recursive: true, force: true });
}
