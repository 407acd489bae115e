import { badRequest, limits } from '@tintype/core/images';
import type { ClientFields, Metadata } from './client-fields.ts';
import type { Permission } from './permission.ts';

/**
 * The fields of a new picture: what the browser sent, as far as the app allows it, and what the app
 * decides. Metadata is one JSON text, for the service ignores any other form of it.
 *
 * @throws ApiRefusal 400 when the metadata is over the service's limit.
 */
export function fieldsOf(sent: ClientFields, permission: Permission): Map<string, string> {
  const fields = new Map<string, string>();
  const metadata = decideMetadata(sent.metadata, permission);
  if (metadata) fields.set('metadata', JSON.stringify(metadata));
  const isPrivate = decidePrivacy(sent.requireSignedURLs, permission);
  if (isPrivate !== undefined) fields.set('requireSignedURLs', String(isPrivate));
  return fields;
}

/**
 * The metadata that goes to the service: of what the browser sent only what the app allows, and what
 * the app adds.
 *
 * @param kept - What a picture has already, for an edit: the names that the browser may not set stay.
 * @returns `undefined` where there is nothing to say.
 * @throws ApiRefusal 400 when all of it together is over the service's limit.
 */
export function decideMetadata(
  sent: Metadata | undefined,
  { allowedMetadata, addedMetadata }: Permission,
  kept: Metadata = {},
): Metadata | undefined {
  if (!sent && Object.keys(addedMetadata).length === 0) return undefined;
  const isAllowed = (name: string) => allowedMetadata?.includes(name) ?? true;
  const metadata = {
    ...pick(kept, (name) => !sent || !isAllowed(name)),
    ...pick(sent ?? {}, isAllowed),
    ...addedMetadata,
  };
  if (new TextEncoder().encode(JSON.stringify(metadata)).length > limits.metadata) {
    throw badRequest(`metadata is over ${limits.metadata} bytes long`);
  }
  return metadata;
}

/** Whether a picture is to be private: as the app decides, or else the browser. */
export function decidePrivacy(
  sent: ClientFields['requireSignedURLs'],
  { requireSignedURLs }: Permission,
): boolean | undefined {
  return requireSignedURLs ?? sent;
}

function pick(metadata: Metadata, isWanted: (name: string) => boolean): Metadata {
  // `fromEntries` makes a plain property even of "__proto__".
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => isWanted(name)));
}
