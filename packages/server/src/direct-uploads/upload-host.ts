import type { HttpBindings } from '@hono/node-server';
import { ApiRefusal } from '@tintype/core/images';
import { Hono } from 'hono';
import { asRefusal, refusal, success } from '../answers/api-answer.ts';
import type { ImageDescriber } from '../answers/image-result.ts';
import { receiveUpload, type UploadTarget } from './receive-upload.ts';

// A listener for progress makes a browser ask before it sends, even though the form is a simple one.
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Allow-Headers': 'content-type',
  'Access-Control-Max-Age': '86400',
};

/**
 * The host of one-time upload URLs, at Cloudflare `upload.imagedelivery.net`. Pages of every origin may
 * send there: knowing the URL is the permission.
 */
export function createUploadHost(
  target: UploadTarget,
  describe: ImageDescriber,
): Hono<{ Bindings: HttpBindings }> {
  const host = new Hono<{ Bindings: HttpBindings }>();
  host.use('*', async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(CORS)) context.res.headers.set(name, value);
  });
  host.options('*', (context) => context.body(null, 204));
  host.post('/upload/:hash/:id{.+}', async ({ req, env }) => {
    const record = await receiveUpload(env.incoming, req.param('id'), target);
    return success(describe.image(record));
  });
  host.notFound(({ req }) => refusal(notDoneHere(req.method), req.header('accept')));
  host.onError((error, { req }) => {
    return refusal(asRefusal(error), req.header('accept'));
  });
  return host;
}

function notDoneHere(method: string): ApiRefusal {
  return new ApiRefusal(405, 5400, `Bad request: ${method} is not done here, only POST`, {
    Allow: 'POST, OPTIONS',
  });
}
