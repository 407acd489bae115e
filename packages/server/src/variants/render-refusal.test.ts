import sharp from 'sharp';
import { expect, it } from 'vitest';
import { RenderRefusal, renderFailure } from './render-refusal.ts';

it('tells what took too long from what cannot be decoded', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const create = { width: 8000, height: 8000, channels: 3, background: 'red', noise } as const;
  const slow = sharp({ create }).webp({ lossless: true, effort: 6 }).timeout({ seconds: 1 });
  const broken = sharp(Buffer.from('no picture'));
  const [late, unreadable] = await Promise.all(
    [slow, broken].map((image) => image.toBuffer().then(String, renderFailure)),
  );
  expect(late).toBeInstanceOf(RenderRefusal);
  expect(late).toMatchObject({ status: 403, code: 9413 });
  expect(unreadable).toMatchObject({ status: 415, code: 9520 });
});
