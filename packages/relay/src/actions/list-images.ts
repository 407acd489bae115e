import { badRequest, type Image, toImages } from '@tintype/core/images';
import { type Action, passOn } from './action.ts';

interface ImageList {
  images: Image[];
  continuation_token?: string | null;
}

/** What a browser may ask for, and how it must look. Its own `creator` is none of it. */
const PARAMETERS: Readonly<Record<string, { form: RegExp; expected: string }>> = {
  per_page: { form: /^(?:1000|[1-9]\d{0,2})$/, expected: 'a whole number from 1 to 1000' },
  sort_order: { form: /^(?:asc|desc)$/, expected: '"asc" or "desc"' },
  continuation_token: { form: /^[\x21-\x7e]{1,4096}$/, expected: 'what the page before it gave' },
};

/** `GET /`: pictures, page by page. With a creator, only their own. */
export const listImages: Action<{ type: 'list' }> = async (request, _, { api, permission }) => {
  const { creator } = permission;
  const query = readQuery(new URL(request.url).searchParams);
  if (creator !== null) query.set('creator', creator);
  const answer = await api({ method: 'GET', path: `/v2?${query}`, readResult: toImageList });
  if (!answer.ok || creator === null) return passOn(answer);
  // Should the service ever overlook whose pictures were asked for, they still stay unseen.
  const { images: all } = answer.result;
  const images = all.filter((image) => image.creator === undefined || image.creator === creator);
  return passOn({ ok: true, result: { ...answer.result, images } });
};

function readQuery(asked: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, { form, expected }] of Object.entries(PARAMETERS)) {
    const value = asked.get(name);
    if (!value) continue;
    if (!form.test(value)) throw badRequest(`${name} must be ${expected}`);
    query.set(name, value);
  }
  return query;
}

function toImageList(value: unknown): ImageList | undefined {
  const list = value as Partial<ImageList> | null;
  const images = toImages(list?.images);
  return images && { ...list, images };
}
