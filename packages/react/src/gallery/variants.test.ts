import { expect, it } from 'vitest';
import { readPictureFacts } from './picture-facts.ts';
import { sizedVariants, sourceSet } from './source-set.ts';
import { orderedVariants, pickVariant } from './variant-order.ts';
import { readVariantSizes } from './variant-sizes.ts';

const names = (variants: readonly { name: string }[]) => variants.map(({ name }) => name);
const image = {
  variants: ['original', 'public', 'hero', 'square', 'thumbnail'].map(
    (name) => `https://host/hash/id/${name}`,
  ),
};
const NOTHING = { size: null, ratio: null };

it('puts variants in the order of their sizes, those of unknown size last', () => {
  const ordered = orderedVariants(image, readVariantSizes({ square: 200 }));
  expect(names(ordered)).toEqual(['square', 'thumbnail', 'public', 'hero', 'original']);
  expect(pickVariant(ordered, 'hero')?.name).toBe('hero');
  expect(pickVariant(ordered, 'poster')?.name).toBe('square');
  expect(pickVariant([], 'hero')).toBeUndefined();
});

it('reads sizes as widths, as sizes, and as the API lists them', () => {
  const sizes = readVariantSizes({
    w320: 320,
    card: { width: 400, height: 300, fit: 'cover' },
    public: { options: { fit: 'scale-down', width: 1000, height: 1000 } },
  });
  expect(sizes).toMatchObject({
    w320: { width: 320 },
    card: { width: 400, height: 300, fit: 'cover' },
    public: { width: 1000, height: 1000 },
    hero: { width: 2560 },
  });
});

it('offers the browser those variants that show the whole picture and have a known width', () => {
  const sizes = readVariantSizes({ square: { width: 200, height: 200, fit: 'cover' } });
  const sized = sizedVariants(orderedVariants(image, sizes), sizes, NOTHING);
  expect(sourceSet(sized)).toBe(
    'https://host/hash/id/thumbnail 320w, https://host/hash/id/public 1366w, https://host/hash/id/hero 2560w',
  );
});

it('tells how wide a picture really is in a variant: a portrait is bounded by the height', () => {
  const sizes = readVariantSizes();
  const variants = orderedVariants(image, sizes);
  const widths = (facts: Parameters<typeof sizedVariants>[2]) =>
    sizedVariants(variants, sizes, facts).map(({ width }) => width);
  expect(widths({ size: null, ratio: 0.5 })).toEqual([160, 384, 720]);
  // Never enlarged; of two that are equally wide, one is enough.
  expect(widths({ size: { width: 800, height: 600 }, ratio: 4 / 3 })).toEqual([320, 800]);
});

it('leaves nothing to choose where there are fewer than two candidates', () => {
  expect(sourceSet([{ name: 'public', url: '/public', width: 1366 }])).toBeUndefined();
});

it('keeps commas and blanks of a URL from ending it', () => {
  const [one, other] = [
    { name: 'a', url: 'https://host/h/id/w=320,f=auto', width: 320 },
    { name: 'b', url: 'https://host/h/my id/public', width: 1366 },
  ];
  expect(sourceSet([one, other])).toBe(
    'https://host/h/id/w=320%2Cf=auto 320w, https://host/h/my%20id/public 1366w',
  );
});

it('reads size, shape and description out of metadata, whatever stands there', () => {
  const hash = '0AcOLYZpeHePh4iHiDeHdXdwcwc3';
  expect(readPictureFacts({ meta: { width: 6000, height: 4000, alt: 'A tower' } })).toMatchObject({
    size: { width: 6000, height: 4000 },
    ratio: 1.5,
    alt: 'A tower',
    hash: null,
  });
  const facts = readPictureFacts({ meta: { thumbHash: hash, alt: ' ', width: '6000' } });
  expect(facts).toMatchObject({ size: null, alt: null });
  expect(facts.hash).toHaveLength(21);
  expect(facts.ratio).toBeCloseTo(1.5, 0);
  for (const thumbHash of ['', 'no base64!', 'AAAA', 7, null, {}]) {
    expect(readPictureFacts({ meta: { thumbHash } }).hash).toBeNull();
  }
  expect(readPictureFacts({})).toEqual({ size: null, ratio: null, hash: null, alt: null });
});
