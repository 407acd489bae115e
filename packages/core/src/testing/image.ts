import type { Image } from '../images/image.ts';

let made = 0;

/**
 * Makes an image as the Images API describes it. What is not given is made up, with an id of its own:
 * `image-1`, `image-2`, and so on.
 *
 * @param fields - Take the place of what would be made up.
 *
 * @example
 * ```ts
 * createImage({ filename: 'lighthouse.jpg', meta: { alt: 'A lighthouse' } });
 * ```
 */
export function createImage(fields: Partial<Image> = {}): Image {
  made += 1;
  const { id = `image-${made}` } = fields;
  return {
    id,
    filename: 'picture.jpg',
    uploaded: '2026-01-01T00:00:00.000Z',
    requireSignedURLs: false,
    variants: [`https://imagedelivery.net/account/${encodeURIComponent(id)}/public`],
    ...fields,
  };
}
