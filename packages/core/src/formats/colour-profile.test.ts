import { expect, it } from 'vitest';
import { drawing, sharp } from '../../test/pictures-with-metadata.ts';
import { isWideGamut } from './colour-profile.ts';

async function profileOf(name: string): Promise<DataView> {
  const picture = drawing()
    .toColourspace(name === 'cmyk' ? 'cmyk' : 'srgb')
    .withIccProfile(name);
  const { icc } = await sharp(await picture.jpeg().toBuffer()).metadata();
  return new DataView(Uint8Array.from(icc ?? []).buffer);
}

it.each([
  ['p3', true],
  ['srgb', false],
  ['cmyk', false],
])('tells of %s whether its colours are outside of sRGB: %s', async (name, isWide) => {
  expect(isWideGamut(await profileOf(name))).toBe(isWide);
});

it('takes for narrow what breaks off before it says otherwise', async () => {
  const { buffer } = await profileOf('p3');
  for (let length = 0; length < 132; length++) {
    expect(isWideGamut(new DataView(buffer, 0, length))).toBe(false);
  }
  for (let length = 132; length < buffer.byteLength; length++) {
    expect(() => isWideGamut(new DataView(buffer, 0, length))).not.toThrow();
  }
});
