import { drawingOf, fileOf, type PictureOptions } from './picture-file.ts';

/** Makes an SVG of one colour. @throws TypeError for measures and colours that are none. */
export function createSVG(options: PictureOptions = {}): File {
  const { width, height, color } = drawingOf(options, Number.MAX_SAFE_INTEGER);
  const fill = `rgb(${color.join(' ')})`;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${fill}"/></svg>`;
  return fileOf([new TextEncoder().encode(text)], 'image/svg+xml', options);
}
