import { describe, expect, it } from 'vitest';
import { imageQueries } from './image-queries.ts';
import { relaySignUrl } from './signed-urls.ts';

const image = {
  id: 'a b',
  filename: 'a.jpg',
  uploaded: '',
  requireSignedURLs: false,
  variants: [],
};
const signal = new AbortController().signal;

/** A relay that is called and not connected to, as on a server. */
function relayAnswering(result: unknown) {
  const asked: string[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    const request = new Request(new URL(url, 'http://app.invalid'), init);
    asked.push(`${request.method} ${url} ${request.headers.get('accept')}`);
    return Response.json({ result, success: true, errors: [], messages: [] });
  };
  return { asked, fetch };
}

describe('a fetch of the app, where a path alone leads nowhere', () => {
  it('asks for a list, under the key that a browser uses', async () => {
    const page = { images: [image], continuation_token: 'more' };
    const { asked, fetch } = relayAnswering(page);
    const list = imageQueries.list({ fetch, perPage: 3, sortOrder: 'asc' });
    expect(await list.queryFn({ pageParam: 'next', signal })).toEqual(page);
    expect(asked).toEqual([
      'GET /api/images?per_page=3&sort_order=asc&continuation_token=next application/json',
    ]);
    expect(list.queryKey).toEqual(imageQueries.list({ perPage: 3, sortOrder: 'asc' }).queryKey);
    expect(JSON.parse(JSON.stringify(list.queryKey))).toEqual(list.queryKey);
  });

  it('asks for one picture', async () => {
    const { asked, fetch } = relayAnswering(image);
    const detail = imageQueries.detail('a b', { fetch });
    expect(await detail.queryFn({ signal })).toEqual(image);
    expect(asked).toEqual(['GET /api/images/a%20b application/json']);
    expect(detail.queryKey).toEqual(imageQueries.detail('a b').queryKey);
  });

  it('asks for a signed URL', async () => {
    const signed = { url: 'https://host.invalid/a', expires: null };
    const { asked, fetch } = relayAnswering(signed);
    expect(await relaySignUrl({ fetch })(image, 'public')).toEqual(signed);
    expect(asked).toEqual(['GET /api/images/a%20b/signed/public application/json']);
  });

  it('fails with an UploadError where the app throws', async () => {
    const fetch = () => Promise.reject(new TypeError('no way'));
    const asking = imageQueries.detail('x', { fetch }).queryFn({ signal });
    await expect(asking).rejects.toMatchObject({ name: 'UploadError', code: 'network' });
  });
});
