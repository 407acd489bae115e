import { ApiRefusal } from '@tintype/core/images';
import type { SigningKey, SigningKeys } from '../records/signing-keys.ts';

const MOST_KEYS = 2;

/** `PUT /images/v1/keys/{name}`: makes a key, or gives the one of this name a new value. */
export function renewKey(name: string, keys: SigningKeys): readonly SigningKey[] {
  const isNew = !keys.list().some((key) => key.name === name);
  if (isNew && keys.list().length === MOST_KEYS) {
    throw new ApiRefusal(
      403,
      5453,
      `The given account has reached a service limit: ${MOST_KEYS} signing keys. Delete one of them first.`,
    );
  }
  keys.renew(name);
  return keys.list();
}

/**
 * `DELETE /images/v1/keys/{name}`: URLs that were signed with it are worth nothing from now on.
 *
 * @throws ApiRefusal 5404 without such a key.
 */
export function deleteKey(name: string, keys: SigningKeys): readonly SigningKey[] {
  if (!keys.list().some((key) => key.name === name)) {
    throw new ApiRefusal(404, 5404, `There is no signing key "${name}"`);
  }
  keys.delete(name);
  return keys.list();
}
