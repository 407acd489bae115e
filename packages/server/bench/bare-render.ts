// The bare pipeline of sharp over some files, on all cores. What rendering is measured by.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';

interface Work {
  files: string[];
  width: number;
  formats: ('webp' | 'jpeg' | 'avif')[];
}

const [, , directory = ''] = process.argv;
// What was measured to be fastest: as many pictures as there are cores, each on one of them.
sharp.concurrency(1);
sharp.cache(false);

function render(file: string, target: string, width: number, format: string): Promise<unknown> {
  const image = sharp(file)
    .autoOrient()
    .resize({ width, height: 1080, fit: 'inside', withoutEnlargement: true });
  const encoded = {
    webp: () => image.webp({ quality: 80, effort: 2 }),
    jpeg: () => image.jpeg({ quality: 85, progressive: true }),
    avif: () => image.avif({ quality: 55, effort: 2 }),
  }[format];
  return (encoded?.() ?? image).toFile(target);
}

async function renderAll({ files, width, formats }: Work): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < files.length) {
      const index = next++;
      const format = formats[index % formats.length] ?? 'webp';
      const target = path.join(directory, `${index}-${width}.${format}`);
      await render(files[index] ?? '', target, width, format);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

process.on('message', async (work: Work) => {
  const begun = performance.now();
  await renderAll(work);
  process.send?.({ took: performance.now() - begun });
});
process.send?.({ ready: true });
