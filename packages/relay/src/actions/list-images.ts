import { type Image, isImage } from '@tintype/core/images';
import { type Action, passOn } from './action.ts';

interface ImageList {
  images: Image[];
  continuation_token?: string | null;
}

const PASSED_ON = ['per_page', 'sort_order', 'continuation_token'];

/** `GET /`: pictures, page by page. With a creator, only their own. */
export const listImages: Action<{ type: 'list' }> = async (request, _, { api, creator }) => {
  const asked = new URL(request.url).searchParams;
  const query = new URLSearchParams();
  for (const name of PASSED_ON) {
    const value = asked.get(name);
    if (value) query.set(name, value);
  }
  if (creator !== null) query.set('creator', creator);
  const path = `/v2?${query}`;
  return passOn(await api({ method: 'GET', path, signal: request.signal, isResult: isImageList }));
};

function isImageList(value: unknown): value is ImageList {
  const images = (value as Partial<ImageList> | null)?.images;
  return Array.isArray(images) && images.every(isImage);
}
