import { ApiRefusal } from '@tintype/core/images';
import type { ApiAnswer, ImagesApi } from './images-api.ts';

/** Gives the key that delivery URLs are signed with. */
export type SigningKeys = (api: ImagesApi) => Promise<ApiAnswer<string>>;

interface KeyList {
  keys: { name: string; value: string }[];
}

// A key that was changed meanwhile signs in vain for no longer than that.
const KEPT_FOR = 5 * 60_000;

/** The key that the app named, or else that of the account, asked for once in a while. */
export function createSigningKeys(ownKey: string | undefined): SigningKeys {
  let known: { key: string; until: number } | null = null;
  return async (api) => {
    if (ownKey !== undefined) return { ok: true, result: ownKey };
    if (known && known.until > performance.now()) return { ok: true, result: known.key };
    const answer = await api({ method: 'GET', path: '/v1/keys', readResult: toKeyList });
    if (!answer.ok) return answer;
    const key = pickKey(answer.result);
    known = { key, until: performance.now() + KEPT_FOR };
    return { ok: true, result: key };
  };
}

function pickKey({ keys }: KeyList): string {
  const key = (keys.find(({ name }) => name === 'default') ?? keys[0])?.value;
  if (key) return key;
  console.error(
    'Tintype relay: the account has no signing key. Make one at Cloudflare (Images, Keys), or set the option signingKey.',
  );
  throw new ApiRefusal(502, 5550, 'This site cannot sign addresses of pictures.');
}

function toKeyList(value: unknown): KeyList | undefined {
  const keys = (value as Partial<KeyList> | null)?.keys;
  return Array.isArray(keys) && keys.every(isKey) ? { keys } : undefined;
}

function isKey(value: unknown): value is KeyList['keys'][number] {
  const key = value as Partial<KeyList['keys'][number]> | null;
  return typeof key?.name === 'string' && typeof key.value === 'string';
}
