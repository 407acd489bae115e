import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { ApiRefusal, imageNotFound } from '@tintype/core/images';
import { type Context, Hono } from 'hono';
import { asRefusal, refusal, success } from '../answers/api-answer.ts';
import { draftResult, imageResult } from '../answers/image-result.ts';
import type { ImageRecord } from '../records/image-records.ts';
import type { Stores } from '../stores.ts';
import { checkToken } from '../token.ts';
import { createDirectUpload } from './create-direct-upload.ts';
import { listImagesByPage, listImagesByToken } from './list-images.ts';
import { uploadImage } from './upload-image.ts';

type Env = { Bindings: HttpBindings };

/** What the API needs to answer. */
export interface ImagesApiOptions {
  accountId: string;
  token: string;
  /** Delivery URLs begin with it. */
  deliveryBaseURL: () => string;
  /** One-time upload URLs begin with it. */
  uploadBaseURL: () => string;
  stores: Stores;
}

/** The calls of the Images API, under `/client/v4/accounts/{account_id}`. */
export function createImagesApi(options: ImagesApiOptions): Hono<Env> {
  const { stores, deliveryBaseURL } = options;
  const { records, originals, variantFiles } = stores;
  const describe = (record: ImageRecord) => imageResult(record, deliveryBaseURL());
  const find = (context: Context<Env>) => {
    const record = records.get(context.req.param('id') ?? '');
    if (!record) throw imageNotFound();
    return record;
  };
  const queryOf = (context: Context<Env>) => new URL(context.req.url).searchParams;
  const api = new Hono<Env>();

  api.use('*', async ({ req }, next) => {
    checkToken(req.header('authorization'), options.token);
    await next();
  });
  api.use('/client/v4/accounts/:account/*', async ({ req }, next) => {
    const account = req.param('account');
    if (account !== options.accountId) throw noRoute(`/accounts/${account}/images/v1`);
    await next();
  });

  const images = '/client/v4/accounts/:account/images';
  api.post(`${images}/v1`, async ({ env }) =>
    success(describe(await uploadImage(env.incoming, stores))),
  );
  api.get(`${images}/v1`, (context) =>
    success({ images: listImagesByPage(queryOf(context), records).map(describe) }),
  );
  api.get(`${images}/v2`, (context) => {
    const page = listImagesByToken(queryOf(context), records);
    return success({
      images: page.records.map(describe),
      continuation_token: page.continuationToken,
    });
  });
  api.post(`${images}/v2/direct_upload`, async ({ env }) => {
    const { id } = await createDirectUpload(env.incoming, records);
    return success({ id, uploadURL: `${options.uploadBaseURL()}/${encodeURIComponent(id)}` });
  });
  api.get(`${images}/v1/:id`, (context) => {
    const draft = records.getDraft(context.req.param('id'));
    return success(draft ? draftResult(draft, deliveryBaseURL()) : describe(find(context)));
  });
  api.get(`${images}/v1/:id/blob`, (context) => {
    const { key, mediaType, size } = find(context);
    return blob(originals.path(key), mediaType, size);
  });
  api.delete(`${images}/v1/:id`, async (context) => {
    const draft = records.getDraft(context.req.param('id'));
    if (draft && records.delete(draft.id)) return success({});
    const { id, key } = find(context);
    records.delete(id);
    await Promise.all([originals.discard(key), variantFiles.discard(key)]);
    return success({});
  });

  api.notFound(({ req }) => refusal(noRoute(req.path), req.header('accept')));
  api.onError((error, { req }) => refusal(asRefusal(error), req.header('accept')));
  return api;
}

function blob(file: string, mediaType: string, size: number): Response {
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  const headers = {
    'Content-Type': mediaType,
    'Content-Length': String(size),
    'X-Content-Type-Options': 'nosniff',
  };
  return new Response(body, { headers });
}

function noRoute(path: string): ApiRefusal {
  return new ApiRefusal(
    404,
    7003,
    `Could not route to ${path}, perhaps your object identifier is invalid?`,
  );
}
