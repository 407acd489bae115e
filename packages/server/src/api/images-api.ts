import type { HttpBindings } from '@hono/node-server';
import { ApiRefusal, badRequest, imageNotFound, limits } from '@tintype/core/images';
import { type Context, Hono } from 'hono';
import { success } from '../answers/api-answer.ts';
import type { ImageDescriber } from '../answers/image-result.ts';
import { receiveFields } from '../forms/receive-form.ts';
import type { Intake } from '../forms/receive-picture.ts';
import type { DraftRecord } from '../records/draft-records.ts';
import type { Stores } from '../stores.ts';
import { describeConfig, updateConfig } from './account-config.ts';
import type { BatchTokens } from './batch-tokens.ts';
import { createDirectUpload, fieldsFromJSON } from './create-direct-upload.ts';
import { deleteImage } from './delete-image.ts';
import { imageBlob } from './image-blob.ts';
import { listImagesByPage, listImagesByToken } from './list-images.ts';
import { readJSON } from './read-json.ts';
import { deleteKey, renewKey } from './signing-keys.ts';
import { updateImage } from './update-image.ts';
import { uploadImage } from './upload-image.ts';
import { createVariant, deleteVariant, listVariants, updateVariant } from './variants.ts';

/** Hono's environment on Node. */
export type Env = { Bindings: HttpBindings };

/** What the API needs to answer. */
export interface ImagesApiOptions {
  stores: Stores;
  intake: Intake;
  describe: ImageDescriber;
  /** One-time upload URLs begin with it. */
  uploadBaseURL: () => string;
  batchTokens: BatchTokens;
}

// The number of pictures that Cloudflare's own answers name.
const ALLOWED_IMAGES = 100_000;

/** The calls of the Images API, from `/v1` and `/v2` on; where they stand is the gateway's. */
export function createImagesApi(options: ImagesApiOptions): Hono<Env> {
  const api = new Hono<Env>();
  // What has a name of its own comes before what is found by an id.
  addStats(api, options);
  addKeys(api, options);
  addVariants(api, options);
  addConfig(api, options);
  addDirectUploads(api, options);
  addImages(api, options);
  return api;
}

function addStats(api: Hono<Env>, { stores, batchTokens }: ImagesApiOptions): void {
  api.get('/v1/stats', () =>
    success({ count: { current: stores.records.count(), allowed: ALLOWED_IMAGES } }),
  );
  api.get('/v1/batch_token', () => success(batchTokens.issue()));
}

function addKeys(api: Hono<Env>, { stores: { signingKeys } }: ImagesApiOptions): void {
  api.get('/v1/keys', () => success({ keys: signingKeys.list() }));
  api.put('/v1/keys/:name', ({ req }) =>
    success({ keys: renewKey(readKeyName(req.param('name')), signingKeys) }),
  );
  api.delete('/v1/keys/:name', ({ req }) =>
    success({ keys: deleteKey(req.param('name'), signingKeys) }),
  );
}

function addVariants(api: Hono<Env>, { stores: { variants } }: ImagesApiOptions): void {
  api.get('/v1/variants', () => success({ variants: listVariants(variants) }));
  api.post('/v1/variants', async ({ env }) =>
    success({ variant: createVariant(await readJSON(env.incoming), variants) }),
  );
  api.get('/v1/variants/:id', ({ req, text }) => {
    const variant = variants.get(req.param('id'));
    // The one error that the service tells in plain text even to those who ask for JSON.
    return variant ? success({ variant }) : text('variant not found', 404);
  });
  api.patch('/v1/variants/:id', async ({ req, env }) =>
    success({ variant: updateVariant(req.param('id'), await readJSON(env.incoming), variants) }),
  );
  api.delete('/v1/variants/:id', ({ req }) => {
    deleteVariant(req.param('id'), variants);
    return success({});
  });
}

function addConfig(api: Hono<Env>, { stores: { config } }: ImagesApiOptions): void {
  api.get('/v1/config', () => success(describeConfig(config)));
  api.patch('/v1/config', async ({ env }) =>
    success(updateConfig(await readJSON(env.incoming), config)),
  );
}

function addDirectUploads(
  api: Hono<Env>,
  { stores: { records }, intake, uploadBaseURL }: ImagesApiOptions,
): void {
  const answer = ({ id }: DraftRecord) =>
    success({ id, uploadURL: `${uploadBaseURL()}/${encodeURIComponent(id)}` });
  api.post('/v2/direct_upload', async ({ env }) =>
    answer(createDirectUpload(await receiveFields(env.incoming, intake.timeouts), records)),
  );
  api.post('/v1/direct_upload', async ({ env }) =>
    answer(createDirectUpload(fieldsFromJSON(await readJSON(env.incoming)), records)),
  );
}

function addImages(api: Hono<Env>, { stores, intake, describe }: ImagesApiOptions): void {
  const { records } = stores;
  const queryOf = (context: Context<Env>) => new URL(context.req.url).searchParams;

  api.post('/v1', async ({ env }) =>
    success(describe.image(await uploadImage(env.incoming, records, intake))),
  );
  api.get('/v1', (context) =>
    success({ images: listImagesByPage(queryOf(context), records).map(describe.image) }),
  );
  api.get('/v2', (context) => {
    const page = listImagesByToken(queryOf(context), records);
    return success({
      images: page.records.map(describe.image),
      continuation_token: page.continuationToken,
    });
  });
  api.get('/v1/:id', ({ req }) => {
    const id = req.param('id');
    const draft = records.getDraft(id);
    return success(draft ? describe.draft(draft) : describe.image(find(id, stores)));
  });
  api.patch('/v1/:id', async ({ req, env }) =>
    success(describe.image(updateImage(req.param('id'), await readJSON(env.incoming), records))),
  );
  api.delete('/v1/:id', async ({ req }) => {
    await deleteImage(req.param('id'), stores);
    return success({});
  });
  // HEAD comes here, too.
  api.get('/v1/:id/blob', ({ req }) =>
    imageBlob(req.param('id'), stores, { isHead: req.method === 'HEAD' }),
  );
}

function find(id: string, { records }: Stores) {
  const record = records.get(id);
  if (!record) throw imageNotFound();
  return record;
}

function readKeyName(name: string): string {
  if (/^[\w-]+$/.test(name) && name.length <= limits.filename) return name;
  throw badRequest('the name of a key must be made of letters, digits, "-" and "_"');
}

/** No call stands at this address. */
export function noRoute(path: string): ApiRefusal {
  return new ApiRefusal(
    404,
    7003,
    `Could not route to ${path}, perhaps your object identifier is invalid?`,
  );
}
