import { ApiRefusal, badRequest, variantURL } from '@tintype/core/images';
import { success } from '../answer.ts';
import { type Action, fetchOwnImage, passOn } from './action.ts';

/**
 * `GET /:id/signed/:variant`: the URL of one variant, signed where the picture is private, and until
 * when it can be used. With a creator, only of their own pictures.
 */
export const signImage: Action<{ type: 'sign'; id: string; variant: string }> = async (
  request,
  { id, variant },
  context,
) => {
  const { api, signer } = context;
  // The service shows private pictures in named variants only.
  if (!/^[a-z\d]{1,99}$/i.test(variant)) {
    throw badRequest('only named variants can be signed, such as "public"');
  }
  const seconds = signer.lifetime(new URL(request.url).searchParams.get('expires_in'));
  const own = await fetchOwnImage(id, context);
  if (!own.ok) return passOn(own);
  const url = variantURL(own.result, variant);
  if (url === undefined) throw new ApiRefusal(404, 5401, 'variant not found');
  // Everybody may see it, and one address for all is what caches need.
  if (!own.result.requireSignedURLs) return success({ url, expires: null, expiresIn: null });
  const signed = await signer.sign(url, seconds, api);
  return 'url' in signed ? success(signed) : passOn(signed);
};
