import { describe, expect, it } from 'vitest';
import { drawing, sharp } from '../../test/pictures-with-metadata.ts';
import { isWideGamut } from './colour-profile.ts';
import { layOut } from './colour-profile-layout.ts';
import { COLOUR_TAGS, rebuildColourProfile } from './colour-profile-rebuild.ts';

async function profileOf(name: string): Promise<Buffer<ArrayBuffer>> {
  const image = drawing()
    .toColourspace(name === 'cmyk' ? 'cmyk' : 'srgb')
    .withIccProfile(name);
  const { icc } = await sharp(await image.jpeg().toBuffer()).metadata();
  return Buffer.from(icc ?? []);
}

const viewOf = (bytes: Uint8Array<ArrayBuffer>) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const rebuilt = (bytes: Uint8Array<ArrayBuffer>) =>
  Buffer.from(rebuildColourProfile(viewOf(bytes)) ?? []);

interface Tag {
  name: string;
  content: Buffer<ArrayBuffer>;
}

function tagsOf(profile: Buffer<ArrayBuffer>): Tag[] {
  return Array.from({ length: profile.readUInt32BE(128) }, (_, n) => {
    const at = 132 + 12 * n;
    const start = profile.readUInt32BE(at + 4);
    const content = profile.subarray(start, start + profile.readUInt32BE(at + 8));
    return { name: profile.toString('latin1', at, at + 4), content };
  });
}

/** With all that tells of a device and of people. */
function personal(profile: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const header = Uint8Array.from(profile.subarray(0, 128));
  header.set(Buffer.from('SECRET-maker'), 48);
  header.set([0x07, 0xea, 0, 11, 0, 28, 0, 10, 0, 30, 0, 5], 24);
  const secret = (type: string) => Buffer.from(`${type}\0\0\0\0SECRET-serial-number`);
  const padded = (content: Buffer) => Buffer.concat([content, Buffer.from('SECRET-tail!')]);
  return Buffer.from(
    layOut(header, [
      ...tagsOf(profile).map(({ name, content }) => ({ name, content: padded(content) })),
      { name: 'mmod', content: secret('mmod') },
      { name: 'dmdd', content: secret('desc') },
      { name: 'vcgt', content: secret('vcgt') },
      { name: 'XXXX', content: secret('text') },
    ]),
  );
}

/** What lcms makes of pixels in the profile. */
async function shown(profile: Buffer, channels: 3 | 4): Promise<Buffer> {
  const { writeFile, mkdtemp } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const file = join(await mkdtemp(join(tmpdir(), 'profile-')), 'a.icc');
  await writeFile(file, profile);
  const image = drawing(48, 48).toColourspace(channels === 4 ? 'cmyk' : 'srgb');
  const tagged = await image
    .withIccProfile(channels === 4 ? 'cmyk' : 'srgb')
    .tiff()
    .toBuffer();
  const own = await sharp(tagged).metadata();
  // The same numbers, with another meaning.
  const replaced = await sharp(tagged)
    .keepIccProfile()
    .withMetadata({ icc: file })
    .tiff()
    .toBuffer();
  expect(own.channels).toBe(channels);
  return sharp(replaced).toColourspace('srgb').raw().toBuffer();
}

describe.each(['p3', 'srgb', 'cmyk'] as const)('a profile of %s', (name) => {
  it('keeps what colours need, and says nothing else', async () => {
    const original = personal(await profileOf(name));
    const result = rebuilt(original);
    expect(result.length).toBeGreaterThan(200);
    expect(result.length).toBeLessThan(original.length);
    expect(result.includes('SECRET')).toBe(false);
    expect(result.subarray(24, 36).every((byte) => byte === 0)).toBe(true);
    const names = tagsOf(result).map((tag) => tag.name);
    for (const one of names) expect([...COLOUR_TAGS, 'desc', 'cprt']).toContain(one);
    expect(isWideGamut(viewOf(result))).toBe(name === 'p3');
  });

  it('stays the same when it is rebuilt again', async () => {
    const once = rebuilt(personal(await profileOf(name)));
    expect(rebuilt(Uint8Array.from(once)).equals(once)).toBe(true);
  });

  it('means the same colours', async () => {
    const channels = name === 'cmyk' ? 4 : 3;
    const original = await profileOf(name);
    const [before, after] = [
      await shown(original, channels),
      await shown(rebuilt(original), channels),
    ];
    const most = before.reduce(
      (max, value, at) => Math.max(max, Math.abs(value - (after[at] ?? 0))),
      0,
    );
    expect(most).toBeLessThanOrEqual(1);
  });

  it('is none where it is cut off or does not add up', async () => {
    const original = await profileOf(name);
    for (let length = 0; length < Math.min(400, original.length); length += 7) {
      expect(rebuilt(original.subarray(0, length))).toHaveLength(0);
    }
    const outside = Buffer.from(original);
    outside.writeUInt32BE(0xffff_fff0, 132 + 4);
    expect(rebuilt(outside)).toHaveLength(0);
  });
});

it('gives all who use a standard the same few bytes', async () => {
  const plain = await profileOf('srgb');
  const srgb = rebuilt(plain);
  expect(srgb.length).toBeLessThan(plain.length);
  expect(rebuilt(personal(plain)).equals(srgb)).toBe(true);
});
