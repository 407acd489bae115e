import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { photo, temporaryFolder } from '../../test/running-server.ts';
import { openArrivingFile } from '../originals/arriving-file.ts';
import type { HostAddress } from './checked-addresses.ts';
import { fetchPicture, type RemoteOptions } from './fetch-picture.ts';

const flower = photo('short-ascii-MM.jpg');
const LOOPBACK = [{ address: '127.0.0.1', family: 4 }];

/** A site on this machine, which is reached under every name that ends in ".test". */
async function site(listener: RequestListener) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.headers.host} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, requests, url: `http://pictures.test:${port}` };
}

async function fetchFrom(url: string, options: RemoteOptions = {}) {
  const file = path.join(await temporaryFolder(), 'picture');
  const privateHosts = options.privateHosts ?? ['pictures.test'];
  const resolve = options.resolve ?? (async () => LOOPBACK);
  const openFile = () => openArrivingFile(file, async () => undefined);
  const picture = await fetchPicture(url, openFile, { ...options, privateHosts, resolve });
  await picture.durable;
  return { ...picture, bytes: await readFile(file) };
}

const refusedFor = (reason: string | RegExp) =>
  expect.objectContaining({ status: 400, code: 5454, message: expect.stringMatching(reason) });

it('fetches a picture, names it after the last segment of the path, and sends no more than it must', async () => {
  let sent: NodeJS.Dict<string | string[]> = {};
  const { url } = await site((request, response) => {
    sent = request.headers;
    response.end(flower);
  });
  const picture = await fetchFrom(`${url}/trips/summer%20day.jpg?size=large#top`);
  expect(picture).toMatchObject({ name: 'summer day.jpg', size: flower.length });
  expect(picture.bytes.equals(flower)).toBe(true);
  expect(Object.keys(sent).toSorted()).toEqual([
    ...['accept', 'accept-encoding', 'connection', 'host', 'user-agent'],
  ]);
});

it.each([
  ['nothing', 'it is not a URL'],
  ['/relative.jpg', 'it is not a URL'],
  ['ftp://pictures.test/a.jpg', 'only https and http'],
  ['file:///etc/passwd', 'only https and http'],
  ['data:image/png;base64,AAAA', 'only https and http'],
  ['http://ann:secret@pictures.test/a.jpg', 'user name or password'],
  ['http://elsewhere.test:6379/', 'port 6379 is not fetched from'],
  ['https://imagedelivery.net/x/y/public', 'imagedelivery.net'],
  [`http://pictures.test/${'x'.repeat(5000)}`, 'longer than 4096'],
])('refuses the url %s', async (url, reason) => {
  await expect(fetchFrom(url)).rejects.toEqual(refusedFor(reason));
  await expect(fetchFrom(url)).rejects.not.toThrow(/secret/);
});

it.each([
  ...['http://127.0.0.1/', 'http://localhost/', 'http://2130706433/', 'http://0x7f.1/'],
  ...['http://0177.0.0.1/', 'http://127.1/', 'http://①②⑦.0.0.1/', 'http://0/', 'http://[::1]/'],
  ...['http://[::ffff:127.0.0.1]/', 'http://[fe80::1]/', 'http://169.254.169.254/latest/meta-data'],
  ...['http://[fd00:ec2::254]/latest/meta-data', 'http://10.1.2.3/', 'http://192.168.0.1/'],
])('does not fetch %s, a private address however it is written', async (url) => {
  const openFile = () => Promise.reject(new Error('nothing is to be written'));
  await expect(fetchPicture(url, openFile)).rejects.toEqual(
    refusedFor('not on the public internet'),
  );
});

it('refuses a name when any one of its addresses is private', async () => {
  const { requests } = await site((_, response) => response.end(flower));
  const resolve = async () => [{ address: '1.1.1.1', family: 4 }, ...LOOPBACK];
  await expect(fetchFrom('http://mixed.test/', { resolve })).rejects.toEqual(
    refusedFor('mixed.test is not on the public internet'),
  );
  expect(requests).toEqual([]);
});

it('asks for addresses once, so that an answer that changes is of no use', async () => {
  const { port, requests } = await site((_, response) => response.end(flower));
  const answers = [[{ address: '192.0.2.1', family: 4 }], LOOPBACK];
  let asked = 0;
  // The port is right only for the second answer; the name is a permitted one, so that it counts.
  const resolve = async (): Promise<HostAddress[]> => answers[Math.min(asked++, 1)] ?? [];
  const url = `http://pictures.test:${port}/`;
  await expect(fetchFrom(url, { resolve, connectTime: 200 })).rejects.toEqual(
    refusedFor(/did not connect in time|could not be reached/),
  );
  expect([asked, requests]).toEqual([1, []]);
});

it('connects to the address that was checked, and names the host as it was asked for', async () => {
  const { port, requests, url } = await site((_, response) => response.end(flower));
  const asked: string[] = [];
  await fetchFrom(`${url}/a.jpg`, {
    resolve: async (host) => {
      asked.push(host);
      return LOOPBACK;
    },
  });
  expect(asked).toEqual(['pictures.test']);
  expect(requests).toEqual([`pictures.test:${port} /a.jpg`]);
});

it('follows five redirects and no more', async () => {
  const { url } = await site((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end(flower);
    else response.writeHead(302, { Location: `/${left - 1}` }).end();
  });
  expect((await fetchFrom(`${url}/5`)).size).toBe(flower.length);
  await expect(fetchFrom(`${url}/6`)).rejects.toEqual(refusedFor('more than 5 redirects'));
});

it.each([
  ['http://internal.test/', 'internal.test is not on the public internet'],
  ['http://169.254.169.254/latest/meta-data', 'not on the public internet'],
  ['//[::1]/', 'not on the public internet'],
  ['file:///etc/passwd', 'only https and http'],
  ['http://internal.test:22/', 'port 22'],
  ['http://', 'not a URL'],
])('checks where a redirect leads anew: %s', async (location, reason) => {
  const { url, requests } = await site((_, response) => {
    response.writeHead(301, { Location: location }).end();
  });
  await expect(fetchFrom(`${url}/a.jpg`)).rejects.toEqual(refusedFor(reason));
  expect(requests).toHaveLength(1);
});

it.each([
  ['another status', 404, {}, 'answered with 404'],
  ['a redirect to nowhere', 302, {}, 'leads nowhere'],
  ['compression', 200, { 'Content-Encoding': 'gzip' }, 'compressed'],
])('refuses an answer with %s', async (_, status, headers, reason) => {
  const { url } = await site((_request, response) => {
    response.writeHead(status, headers).end('body');
  });
  await expect(fetchFrom(url)).rejects.toEqual(refusedFor(reason));
});

it('refuses an answer without a body, and one that breaks off', async () => {
  const { url } = await site((request, response) => {
    if (request.url === '/empty') response.end();
    else response.writeHead(200, { 'Content-Length': 1000 }).write('x');
    if (request.url === '/cut') setImmediate(() => response.destroy());
  });
  await expect(fetchFrom(`${url}/empty`)).rejects.toEqual(refusedFor('without a body'));
  await expect(fetchFrom(`${url}/cut`)).rejects.toEqual(refusedFor('before the picture did'));
});

it('stops at the limit of the service, whether or not the size was said', async () => {
  let written = 0;
  const { url } = await site((request, response) => {
    if (request.url === '/said') response.writeHead(200, { 'Content-Length': 11 * 1024 * 1024 });
    const more = () => {
      if (response.destroyed) return;
      written += 65_536;
      response.write(Buffer.alloc(65_536));
      setImmediate(more);
    };
    more();
  });
  for (const where of ['/said', '/endless']) {
    await expect(fetchFrom(url + where)).rejects.toMatchObject({ status: 413, code: 5413 });
  }
  expect(written).toBeGreaterThan(0);
});

it('gives up on a host that does not answer, or does so drop by drop', async () => {
  const { url } = await site((request, response) => {
    if (request.url === '/silent') return;
    const timer = setInterval(() => response.write('x'), 20);
    response.once('close', () => clearInterval(timer));
  });
  await expect(fetchFrom(`${url}/silent`, { headTime: 100 })).rejects.toEqual(
    refusedFor('did not answer in time'),
  );
  await expect(fetchFrom(`${url}/drops`, { wholeTime: 300 })).rejects.toEqual(
    refusedFor('longer than 0.3 seconds'),
  );
});

it('gives up on names that are not found, or not in time', async () => {
  await expect(fetchFrom('http://none.test/', { resolve: async () => [] })).rejects.toEqual(
    refusedFor('there is no host none.test'),
  );
  const never = () => new Promise<never>(() => undefined);
  await expect(fetchFrom('http://slow.test/', { resolve: never, connectTime: 50 })).rejects.toEqual(
    refusedFor('were not found in time'),
  );
});
