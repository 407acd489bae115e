import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { OutputFormat } from './output-format.ts';
import { renderVariant } from './render-variant.ts';
import type { Variant } from './variant.ts';

/** Which file of a picture is wanted. */
export interface WantedVariant {
  /** The picture's key. */
  key: string;
  /** Where its original lies. */
  original: string;
  variant: Variant;
  format: OutputFormat;
}

/** Variants that were rendered, kept for the next who asks. */
export interface VariantFiles {
  /** The file of a variant. It is rendered once, however many ask for it at the same moment. */
  get(wanted: WantedVariant): Promise<string>;
  /** Removes all variants of a picture. */
  discard(key: string): Promise<void>;
}

/** Opens the folder of the variants. */
export async function openVariantFiles(directory: string): Promise<VariantFiles> {
  const kept = path.join(directory, 'variants');
  await mkdir(kept, { recursive: true });
  const underWay = new Map<string, Promise<string>>();

  async function find(wanted: WantedVariant, file: string): Promise<string> {
    if (await exists(file)) return file;
    const { original, variant, format } = wanted;
    const unfinished = `${file}.${randomUUID()}`;
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await renderVariant(original, unfinished, variant.options, format);
      await rename(unfinished, file);
    } finally {
      await rm(unfinished, { force: true });
    }
    return file;
  }

  return {
    get(wanted) {
      const file = path.join(kept, wanted.key, `${wanted.variant.id}.${wanted.format}`);
      const known = underWay.get(file);
      if (known) return known;
      const found = find(wanted, file).finally(() => underWay.delete(file));
      underWay.set(file, found);
      return found;
    },
    discard: (key) => rm(path.join(kept, key), { recursive: true, force: true }),
  };
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
