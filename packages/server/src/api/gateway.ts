import { Hono } from 'hono';
import { asRefusal, refusal } from '../answers/api-answer.ts';
import { bearerOf, checkToken } from '../token.ts';
import type { BatchTokens } from './batch-tokens.ts';
import { type Env, noRoute } from './images-api.ts';

/** Who may call the API. */
export interface GatewayOptions {
  accountId: string;
  token: string;
  batchTokens: BatchTokens;
}

/**
 * What stands before the calls: `/client/v4/accounts/{account_id}/images/…` for whoever has the API
 * token, and `/images/…`, at Cloudflare on a host of its own, for whoever has a batch token.
 */
export function createGateway(images: Hono<Env>, options: GatewayOptions): Hono<Env> {
  const gateway = new Hono<Env>();
  gateway.use('/client/v4/*', async ({ req }, next) => {
    checkToken(req.header('authorization'), options.token);
    await next();
  });
  gateway.use('/client/v4/accounts/:account/*', async ({ req }, next) => {
    const account = req.param('account');
    if (account !== options.accountId) throw noRoute(`/accounts/${account}/images/v1`);
    await next();
  });
  gateway.use('/images/*', async ({ req }, next) => {
    const header = req.header('authorization');
    if (!options.batchTokens.has(bearerOf(header))) checkToken(header, options.token);
    await next();
  });
  gateway.route('/client/v4/accounts/:account/images', images);
  gateway.route('/images', images);
  gateway.notFound(({ req }) => refusal(noRoute(req.path), req.header('accept')));
  gateway.onError((error, { req, env }) => {
    // Who is still sending gets the answer only once the rest was read.
    env.incoming.resume();
    return refusal(asRefusal(error), req.header('accept'));
  });
  return gateway;
}
