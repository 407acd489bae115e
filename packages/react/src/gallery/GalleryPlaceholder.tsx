'use client';
import { lazyModule } from '@tintype/core/loading';
import { type ReactElement, useEffect, useRef } from 'react';
import type { PictureFacts } from './picture-facts.ts';

const decoder = lazyModule(() => import('thumbhash'), 'thumbHashToRGBA');

/** A blurred foretaste out of the ThumbHash, in the shape of the picture. Renders a `<canvas>`. */
export function GalleryPlaceholder({ facts }: { facts: PictureFacts }): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { hash, ratio } = facts;
  useEffect(() => {
    if (!hash || !ratio) return;
    let left = false;
    // Until its decoder is loaded, the place stays plain.
    decoder.use((thumbHashToRGBA) => {
      if (!left && canvas.current) paintHash(canvas.current, thumbHashToRGBA(hash));
    });
    return () => {
      left = true;
    };
  }, [hash, ratio]);
  const [width, height] = sides(ratio ?? 1);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus
    <canvas
      ref={canvas}
      className="tt-foretaste"
      width={width}
      height={height}
      aria-hidden="true"
    />
  );
}

const LONGER_SIDE = 64;

function sides(ratio: number): [number, number] {
  const shorter = Math.max(1, Math.round(LONGER_SIDE * Math.min(ratio, 1 / ratio)));
  return ratio >= 1 ? [LONGER_SIDE, shorter] : [shorter, LONGER_SIDE];
}

function paintHash(
  canvas: HTMLCanvasElement,
  { w, h, rgba }: { w: number; h: number; rgba: Uint8Array },
) {
  const small = document.createElement('canvas');
  Object.assign(small, { width: w, height: h });
  small.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  canvas.getContext('2d')?.drawImage(small, 0, 0, canvas.width, canvas.height);
}
