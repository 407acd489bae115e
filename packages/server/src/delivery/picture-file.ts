import sharp from 'sharp';
import type { OriginalFiles } from '../originals/original-files.ts';
import { runPictureJob } from '../pictures/picture-job.ts';
import type { ImageRecord } from '../records/image-row.ts';
import { negotiateFormat } from '../variants/output-format.ts';
import { outputSize } from '../variants/output-size.ts';
import { createGate, shareCores } from '../variants/render-gate.ts';
import { renderFailure } from '../variants/render-refusal.ts';
import { renderVariant } from '../variants/render-variant.ts';
import type { VariantFiles } from '../variants/variant-files.ts';
import { createWebPFallback } from '../variants/webp-fallback.ts';
import type { Wanted, WantedRendition } from './wanted.ts';

/** A file with the bytes of an answer. */
export interface PictureFile {
  file: string;
  mediaType: string;
  /** Names these bytes for good: a picture's files never change, and other options have other names. */
  etag: string;
  /** Makes the file where it is not there yet; the file of an original always is. */
  make?: () => Promise<void>;
}

/** Where files are. */
export interface FileStores {
  originals: Pick<OriginalFiles, 'path'>;
  variantFiles: VariantFiles;
}

/** Finds the file of a picture in what is wanted, in the best format that the client can read. */
export type FindFile = (
  record: ImageRecord,
  wanted: Wanted,
  accept: string,
) => Promise<PictureFile>;

// Counted up when other things are let through, so that older files are not served any more.
const SANITIZED = 'sanitized-2.svg';

/** Makes the finder. All its renderings share the cores of this machine. */
export function createFileFinder({ originals, variantFiles }: FileStores): FindFile {
  const { renders, threads } = shareCores();
  const render = createGate(renders);
  const fallback = createWebPFallback();
  sharp.concurrency(threads);
  // Files are read once for each rendering; what sharp would keep of them is only memory.
  sharp.cache(false);

  const sanitized = ({ key, mediaType }: ImageRecord): PictureFile => ({
    file: variantFiles.path(key, SANITIZED),
    mediaType,
    etag: `"${key}-${SANITIZED}"`,
    make: () =>
      variantFiles.make(key, SANITIZED, (target) =>
        render(() => sanitize(originals.path(key), target)),
      ),
  });

  const rendered = async (
    record: ImageRecord,
    { rendition, name }: WantedRendition,
    accept: string,
  ): Promise<PictureFile> => {
    const { key, mediaType } = record;
    const file = originals.path(key);
    const size = outputSize(record, rendition).whole;
    const negotiated = negotiateFormat(accept, { mediaType, rendition, size });
    const isFallback = negotiated === 'gif' && mediaType === 'image/webp';
    const format = isFallback ? await fallback(key, file, rendition.still ?? false) : negotiated;
    const kept = `${name}.${format}`;
    const original = { file, mediaType, width: record.width, height: record.height };
    return {
      file: variantFiles.path(key, kept),
      mediaType: `image/${format}`,
      etag: `"${key}-${name}-${format}"`,
      make: () =>
        variantFiles.make(key, kept, (target) =>
          render(() => renderVariant(original, target, rendition, format)),
        ),
    };
  };

  return async (record, wanted, accept) => {
    const { key, mediaType } = record;
    // Vectors have no pixels to scale.
    if (mediaType === 'image/svg+xml') return sanitized(record);
    if (wanted.kind !== 'original') return rendered(record, wanted, accept);
    return { file: originals.path(key), mediaType, etag: `"${key}"` };
  };
}

async function sanitize(file: string, target: string): Promise<void> {
  try {
    await runPictureJob({ kind: 'svg', file, target });
  } catch (error) {
    throw renderFailure(error);
  }
}
