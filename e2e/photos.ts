import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Real camera photos, from packages that test EXIF readers with them. */
export const photos = {
  /** 6000 × 4000, 6.6 MB, from a Sony camera. */
  sony: require.resolve('exif/test/sony-alpha-6000.jpg'),
  /** Stored lying on its side: the EXIF orientation is 8, and the right way up it says “RIGHT”. */
  sideways: require.resolve('exif/test/right.jpg'),
  /** Stored upside down and mirrored: the EXIF orientation is 4. */
  mirrored: require.resolve('exif/test/down-mirrored.jpg'),
  flower: require.resolve('exif/test/short-ascii-MM.jpg'),
  starfish: require.resolve('exif-parser/test/starfish.jpg'),
};
