import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  colourAt,
  flexibleServer,
  get,
  metadataOf,
  quadrants,
  store,
  urlOf,
} from '../../test/delivered.ts';
import { filesOf, photo, runServer } from '../../test/running-server.ts';

it('are off until the account turns them on', async () => {
  const server = await runServer();
  const image = await store(server, await quadrants(40, 20));
  const { response, text } = await get(urlOf(server, image, 'w=20'));
  expect(response.status).toBe(403);
  expect(response.headers.get('cf-images')).toBe('err=9429');
  expect(text).toBe('ERROR 9429: Flexible variants are not enabled for the account\n');
});

describe('sizes', () => {
  it.each([
    ['w=100', 100, 50],
    ['width=100,height=10', 20, 10],
    ['h=100', 200, 100],
    ['w=100,dpr=2', 200, 100],
    ['w=800', 400, 200],
    ['w=800,fit=contain', 800, 400],
    ['w=100,h=100,fit=cover', 100, 100],
    ['w=100,h=100,fit=squeeze', 100, 100],
    ['w=1000,h=1000,fit=crop', 400, 200],
    ['w=1000,h=1000,fit=aspect-crop', 200, 200],
    ['w=100,h=100,fit=pad,background=black', 100, 100],
    ['rotate=90', 200, 400],
    ['rotate=90,w=100', 100, 200],
    ['trim=10;20;30;40', 340, 160],
    ['trim.left=100,trim.width=50', 50, 200],
    ['border.width=5,border.color=red', 410, 210],
    ['width=auto', 400, 200],
    ['w=40,sharpen=3,gamma=1.5,contrast=0.8,brightness=1.2,saturation=0.5,blur=2', 40, 20],
    ['w=40,gravity=face,zoom=0.5,onerror=redirect,scq=50', 40, 20],
    ['w%3D40%2Cfit%3Dcontain', 40, 20],
  ])('%s of 400 × 200 is %i × %i, and format=json says so', async (options, width, height) => {
    const server = await flexibleServer();
    const image = await store(server, await quadrants(400, 200));
    const { bytes } = await get(urlOf(server, image, options));
    expect(await metadataOf(bytes)).toMatchObject({ width, height });
    const facts = await get(urlOf(server, image, `${options},format=json`));
    expect(facts.response.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(facts.text)).toMatchObject({
      width,
      height,
      original: { width: 400, height: 200, format: 'image/png' },
    });
  });

  it('tells the size of the file that came', async () => {
    const server = await flexibleServer();
    const picture = await quadrants(40, 20);
    const { text } = await get(urlOf(server, await store(server, picture), 'f=json'));
    expect(JSON.parse(text).original.file_size).toBe(picture.length);
  });
});

describe('what is seen', () => {
  it.each([
    // The corners of the picture: left top, right top, left bottom, right bottom.
    ['flip=h', 'green red white blue'],
    ['flip=v', 'blue white red green'],
    ['flip=hv', 'white blue green red'],
    ['rotate=90', 'blue red white green'],
    ['flip=h,rotate=90', 'white green blue red'],
    ['trim=0;20;20;0', 'red red red red'],
    ['trim=0;0;20;0,rotate=270', 'green green red red'],
    ['w=20,h=20,fit=cover,gravity=left', 'red red blue blue'],
    ['w=20,h=20,fit=cover,g=right', 'green green white white'],
    ['w=20,h=10,fit=cover,g=0x1', 'red green blue white'],
    ['w=10,h=40,fit=cover,g=1x0.5', 'green green white white'],
    ['border.width=4,border.color=black', 'black black black black'],
  ])('%s shows %s', async (options, corners) => {
    const server = await flexibleServer();
    const image = await store(server, await quadrants(40, options.includes('cover') ? 20 : 40));
    const { bytes } = await get(urlOf(server, image, `${options},format=png`));
    const places = [
      [0.02, 0.02],
      [0.98, 0.02],
      [0.02, 0.98],
      [0.98, 0.98],
    ] as const;
    const seen = await Promise.all(places.map(([x, y]) => colourAt(bytes, x, y)));
    expect(seen.join(' ')).toBe(corners);
  });

  it('a background stands below what is transparent, in any way that CSS writes it', async () => {
    const server = await flexibleServer();
    const clear = sharp({ create: { width: 20, height: 20, channels: 4, background: '#0000' } });
    const image = await store(server, await clear.png().toBuffer());
    for (const background of ['red', '%23ff0000', 'rgb%28255%2C0%2C0%29', 'rgb(255,0,0)']) {
      const { bytes } = await get(urlOf(server, image, `background=${background},format=png`));
      expect(await colourAt(bytes, 0.5, 0.5)).toBe('red');
    }
  });

  it('saturation 0 is greyscale, brightness and gamma lighten and darken', async () => {
    const server = await flexibleServer();
    const grey = sharp({ create: { width: 20, height: 20, channels: 3, background: '#808080' } });
    const image = await store(server, await grey.png().toBuffer());
    const lightness = async (options: string) => {
      const { bytes } = await get(urlOf(server, image, `${options},format=png`));
      return (await sharp(bytes).stats()).channels[0]?.mean ?? 0;
    };
    expect(await lightness('brightness=1.5')).toBeGreaterThan(150);
    expect(await lightness('brightness=0.5')).toBeLessThan(100);
    expect(await lightness('gamma=2')).toBeGreaterThan(150);
    expect(await lightness('gamma=0.5')).toBeLessThan(100);
    expect(await lightness('contrast=2')).toBeCloseTo(128, -1);
    const colours = await store(server, await quadrants(20, 20));
    const { bytes } = await get(urlOf(server, colours, 'saturation=0,format=png'));
    const { channels } = await sharp(bytes).stats();
    expect(channels[0]?.mean).toBeCloseTo(channels[2]?.mean ?? -1, 0);
  });

  it('turned phone photos are turned once before anything else', async () => {
    const server = await flexibleServer();
    const image = await store(server, photo('right.jpg'));
    const { bytes } = await get(urlOf(server, image, 'rotate=90,w=64'));
    const expected = await sharp(await sharp(photo('right.jpg')).autoOrient().toBuffer())
      .rotate(90)
      .resize(64)
      .greyscale()
      .raw()
      .toBuffer();
    const pixels = await sharp(bytes).greyscale().raw().toBuffer();
    expect(pixels.length).toBe(expected.length);
    const difference = pixels.reduce((sum, v, at) => sum + Math.abs(v - (expected[at] ?? 0)), 0);
    expect(difference / pixels.length).toBeLessThan(6);
  });
});

describe('refusals', () => {
  it.each([
    ['w=0', 400, 9401],
    ['w=100000', 400, 9401],
    ['w=1e3', 400, 9401],
    ['w=-1', 400, 9401],
    ['w=', 400, 9401],
    ['w=100,h', 400, 9401],
    ['w=100,', 400, 9401],
    ['wide=100', 400, 9401],
    ['__proto__=1', 400, 9401],
    ['constructor=1', 400, 9401],
    ['fit=stretch', 400, 9401],
    ['q=101', 400, 9401],
    ['blur=251', 400, 9401],
    ['dpr=10', 400, 9401],
    ['rotate=45', 400, 9401],
    ['background=nonsense', 400, 9401],
    ['trim=1;2;3', 400, 9401],
    ['gravity=2x2', 400, 9401],
    ['format=exe', 400, 9401],
    ['segment=foreground', 400, 9401],
    ['w=%', 400, 9401],
    ['trim=100;100;100;100', 403, 9413],
    ['w=12000,dpr=2,fit=contain', 403, 9413],
    ['w=12000,h=12000,fit=pad', 403, 9413],
    ['border.width=12000', 403, 9413],
  ])('%s is answered with %i and code %i, and renders nothing', async (options, status, code) => {
    const server = await flexibleServer();
    const image = await store(server, await quadrants(40, 40));
    const { response, text } = await get(urlOf(server, image, options));
    expect(response.status).toBe(status);
    expect(text).toMatch(new RegExp(`^ERROR ${code}: .{10,}\n$`));
    expect(response.headers.get('content-type')).toBe('text/plain;charset=utf-8');
    expect(filesOf(server.dir)).toHaveLength(1);
  });

  it('do not enlarge an animation beyond what all of its frames may have together', async () => {
    const server = await flexibleServer();
    const frame = sharp({ create: { width: 10, height: 10, channels: 3, background: '#f00' } });
    const other = sharp({ create: { width: 10, height: 10, channels: 3, background: '#00f' } });
    const frames = [await frame.png().toBuffer(), await other.png().toBuffer()];
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [50, 50] })
      .toBuffer();
    const image = await store(server, gif);
    const { response, text } = await get(urlOf(server, image, 'w=9000,fit=contain'));
    expect(response.status).toBe(403);
    expect(text).toContain('ERROR 9413: Could not resize the image: The animation is too large');
    expect(text).toContain('frames allowed is 1');
    expect(filesOf(server.dir)).toHaveLength(1);
  });

  it('never show a private picture, be the URL signed or not', async () => {
    const server = await flexibleServer();
    const image = await store(server, await quadrants(40, 40), { requireSignedURLs: 'true' });
    const { response, text } = await get(urlOf(server, image, 'w=20'));
    expect(response.status).toBe(403);
    expect(text).toContain('ERROR 9425');
    expect(text).toContain('flexible variants');
  });
});

it('ask the same in another order and share one file', async () => {
  const server = await flexibleServer();
  const image = await store(server, await quadrants(40, 40));
  const one = await get(urlOf(server, image, 'w=20,fit=cover,h=10'));
  const other = await get(urlOf(server, image, 'height=10,width=20,fit=cover,dpr=1'));
  expect(other.response.headers.get('etag')).toBe(one.response.headers.get('etag'));
  expect(filesOf(server.dir)).toHaveLength(2);
});
