import { readFile, stat, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Writes a PNG in fewer bytes where that goes without changing a pixel. */
export async function shrink(file: string): Promise<void> {
  const before = await readFile(file);
  const [full, palette] = await Promise.all([
    sharp(before).removeAlpha().png({ compressionLevel: 9 }).toBuffer(),
    sharp(before).png({ compressionLevel: 9, palette: true, dither: 0 }).toBuffer(),
  ]);
  const smallest = [full, palette].sort((one, other) => one.length - other.length);
  for (const candidate of smallest) {
    if (candidate.length < (await stat(file)).size && (await isSame(before, candidate))) {
      await writeFile(file, candidate);
    }
  }
}

async function isSame(one: Buffer, other: Buffer): Promise<boolean> {
  const [pixels, others] = await Promise.all([raw(one), raw(other)]);
  return pixels.equals(others);
}

function raw(picture: Buffer): Promise<Buffer> {
  return sharp(picture).ensureAlpha().raw().toBuffer();
}
