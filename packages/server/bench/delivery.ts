// Delivery beside a bare file server and the bare pipeline of sharp, in one run:
//   node --conditions=@tintype/source packages/server/bench/delivery.ts [rounds] [requests] [at once] [cached | rendering]
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { load } from './keep-alive-client.ts';

const [rounds = 7, requests = 4000, atOnce = 32] = process.argv.slice(2).map(Number);
const only = process.argv[5];
const PICTURES = 18;
const ACCEPTS = { webp: 'image/webp', jpeg: '*/*', avif: 'image/avif' } as const;
const formats = Object.keys(ACCEPTS) as (keyof typeof ACCEPTS)[];
const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/sony-alpha-6000.jpg'));
const dir = await mkdtemp(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tintype-delivery-'));
const children: ChildProcess[] = [];

async function start<Started>(script: string, folder: string): Promise<[ChildProcess, Started]> {
  await mkdir(path.join(dir, folder), { recursive: true });
  const profile = process.env.BENCH_PROF;
  const child = fork(path.join(import.meta.dirname, script), [path.join(dir, folder)], {
    execArgv: [
      ...process.execArgv,
      ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []),
    ],
  });
  children.push(child);
  return [child, await heard<Started>(child)];
}

function heard<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve) => child.once('message', (said) => resolve(said as Message)));
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Runs both in turn, so that a slow moment of the machine falls on both, and tells the median. */
async function compare(
  what: string,
  bare: (round: number) => Promise<number>,
  own: (round: number) => Promise<number>,
): Promise<void> {
  await bare(-1);
  await own(-1);
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? await bare(round) : 0;
    const ours = await own(round);
    ratios.push((first || (await bare(round))) / ours);
  }
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  console.log(`${what}: ${median(ratios).toFixed(2)} of the speed of bare (${all})`);
}

const [, ours] = await start<{ url: string; deliveryBaseURL: string }>('tintype.ts', 'tintype');
const [, fileServer] = await start<{ url: string }>('bare-static.ts', 'static');
const [renderer] = await start('bare-render.ts', 'rendered');
const headers = { Authorization: 'Bearer bench' };

async function upload(bytes: Buffer, id: string): Promise<void> {
  const body = new FormData();
  body.append('id', id);
  body.append('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
  const answer = await fetch(ours.url, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}

async function compareRendering(): Promise<void> {
  const files: string[] = [];
  for (let n = 0; n < PICTURES; n++) {
    const area = { left: n * 40, top: n * 20, width: 4000, height: 3000 };
    const bytes = await sharp(photo).extract(area).jpeg({ quality: 85 }).toBuffer();
    files.push(path.join(dir, `${n}.jpg`));
    await writeFile(path.join(dir, `${n}.jpg`), bytes);
    await upload(bytes, `picture-${n}`);
  }
  const bare = async (round: number) => {
    renderer.send({ files, formats, width: 1200 + round });
    return (await heard<{ took: number }>(renderer)).took;
  };
  const own = async (round: number) => {
    const options = { fit: 'scale-down', width: 1200 + round, height: 1080, metadata: 'none' };
    const variant = JSON.stringify({ id: `round${round + 1}`, options });
    await fetch(`${ours.url}/variants`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: variant,
    });
    const begun = performance.now();
    await Promise.all(files.map((_, n) => renderOne(n, `round${round + 1}`)));
    return performance.now() - begun;
  };
  await compare(`rendering ${PICTURES} pictures of 12 megapixels`, bare, own);
}

async function renderOne(n: number, variant: string): Promise<void> {
  const format = formats[n % formats.length] ?? 'webp';
  const Accept = ACCEPTS[format];
  const url = `${ours.deliveryBaseURL}/picture-${n}/${variant}`;
  const answer = await fetch(url, { headers: { Accept } });
  await answer.arrayBuffer();
  const type = answer.headers.get('content-type');
  if (type !== `image/${format}`) throw new Error(`${answer.status} ${type}`);
}

async function compareCached(): Promise<void> {
  await upload(photo, 'photo');
  for (const [variant, times] of [
    ['thumbnail', 1],
    ['public', 1],
    ['original', 0.05],
  ] as const) {
    const url = `${ours.deliveryBaseURL}/photo/${variant}`;
    const answer = await fetch(url, { headers: { Accept: 'image/webp' } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    await writeFile(path.join(dir, 'static', variant), bytes);
    const asked = Math.round(requests * times);
    await compare(
      `a kept file of ${(bytes.length / 1000).toFixed(0)} kB`,
      () => load(`${fileServer.url}/${variant}`, asked, atOnce),
      () => load(url, asked, atOnce),
    );
  }
}

try {
  if (only !== 'rendering') await compareCached();
  if (only !== 'cached') await compareRendering();
} finally {
  for (const child of children) child.kill();
  await rm(dir, { recursive: true, force: true });
}
