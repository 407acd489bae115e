import { ApiRefusal, badRequest, toImage } from '@tintype/core/images';
import { type ClientFields, checkMetadata } from '../client-fields.ts';
import { decideMetadata } from '../image-fields.ts';
import { readJSON } from '../json-body.ts';
import type { Permission } from '../permission.ts';
import type { Watch } from '../watch.ts';
import { type Action, fetchOwnImage, passOn, pathOf } from './action.ts';

/**
 * `PATCH /:id`: changes the metadata of a picture, or whether it is private. With a creator, only one
 * of their own. Metadata is replaced as a whole, except names that the app does not let browsers set.
 *
 * A picture may have another id afterwards: the service gives a new one when privacy changes.
 */
export const editImage: Action<{ type: 'edit'; id: string }> = async (request, { id }, context) => {
  const { api, permission, watch } = context;
  const asked = await readChanges(request, watch);
  const own = await fetchOwnImage(id, context);
  if (!own.ok) return passOn(own);
  checkPrivacy(asked, permission);
  const kept = own.result.meta ?? {};
  const metadata = asked.metadata && decideMetadata(asked.metadata, permission, kept);
  const text = JSON.stringify({ ...asked, ...(metadata && { metadata }) });
  const headers = { 'Content-Type': 'application/json' };
  const call = { method: 'PATCH', path: pathOf(id), text, headers, readResult: toImage } as const;
  return passOn(await api(call));
};

/** What cannot be changed is refused, not dropped: who asked would take it for done. */
async function readChanges(request: Request, watch: Watch): Promise<ClientFields> {
  const { metadata, requireSignedURLs, ...others } = await readJSON(request, watch);
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw badRequest(`${other} cannot be changed, only metadata and requireSignedURLs`);
  }
  if (metadata === undefined && requireSignedURLs === undefined) {
    throw badRequest('there is nothing to change: send metadata or requireSignedURLs');
  }
  if (requireSignedURLs !== undefined && typeof requireSignedURLs !== 'boolean') {
    throw badRequest('requireSignedURLs must be true or false');
  }
  return {
    ...(metadata !== undefined && { metadata: checkMetadata(metadata) }),
    ...(requireSignedURLs !== undefined && { requireSignedURLs }),
  };
}

function checkPrivacy(
  { requireSignedURLs: asked }: ClientFields,
  { requireSignedURLs }: Permission,
) {
  if (asked === undefined || requireSignedURLs === null || asked === requireSignedURLs) return;
  throw new ApiRefusal(
    403,
    10_000,
    'Whether pictures are private is not for the browser to decide.',
  );
}
