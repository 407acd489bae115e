import { limits } from '@tintype/core/images';
import sharp, { type Sharp } from 'sharp';
import { heicSize } from '../pictures/heic-size.ts';
import { runPictureJob } from '../pictures/picture-job.ts';
import { orientImage } from './orient-image.ts';
import { createGate, type Gate } from './render-gate.ts';

/** A picture as it was uploaded. */
export interface Original {
  file: string;
  mediaType: string;
  /** Pixels, as it is shown. */
  width: number;
  height: number;
}

// The pixels of a HEIC are all in memory at once, several times over.
const oneAtATime: Gate = createGate(1);

/**
 * Opens a picture for rendering, the right way up.
 *
 * @param animated - With all its frames.
 * @throws Error when it cannot be decoded.
 */
export async function openPicture(
  { file, mediaType }: Original,
  animated: boolean,
): Promise<Sharp> {
  if (mediaType === 'image/heic') return openHEIC(file);
  const image = sharp(file, { animated, failOn: 'none', limitInputPixels: limits.pixels });
  return orientImage(image, { file, mediaType });
}

async function openHEIC(file: string): Promise<Sharp> {
  const { profile } = await heicSize(file);
  const answer = await oneAtATime(() =>
    runPictureJob({ kind: 'heic', file, profile, mostPixels: limits.pixels }),
  );
  if (answer.kind !== 'heic') throw new Error('the picture was not decoded');
  const image = sharp(Buffer.from(answer.tiff), { limitInputPixels: limits.pixels });
  return answer.hasAlpha ? image : image.removeAlpha();
}
