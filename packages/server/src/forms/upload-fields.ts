import { ApiRefusal, badRequest, limits } from '@tintype/core/images';
import { isUUID } from '../records/image-id.ts';

/** What an upload says besides its file. */
export interface UploadFields {
  id: string | null;
  meta: Record<string, unknown> | null;
  creator: string | null;
  requireSignedURLs: boolean;
}

/**
 * Reads the form's fields.
 *
 * @throws ApiRefusal 5400 for what cannot be understood, 5410 and 5411 for a custom id that may not be.
 */
export function readUploadFields(fields: ReadonlyMap<string, string>): UploadFields {
  const id = fields.get('id') || null;
  const requireSignedURLs = readFlag('requireSignedURLs', fields.get('requireSignedURLs'));
  if (id !== null) checkCustomId(id, requireSignedURLs);
  const creator = fields.get('creator') || null;
  if (creator !== null) checkCreator(creator);
  return { id, meta: readMetadata(fields.get('metadata')), creator, requireSignedURLs };
}

/** @throws ApiRefusal 5400 for one that is too long. */
export function checkCreator(creator: string): string {
  if (creator.length <= limits.creator) return creator;
  throw badRequest(`creator has ${creator.length} characters, the limit is ${limits.creator}`);
}

/**
 * Checks custom metadata.
 *
 * @param text - Its JSON text, whose length is limited.
 * @throws ApiRefusal 5400.
 */
export function checkMetadata(value: unknown, text: string): Record<string, unknown> {
  const bytes = Buffer.byteLength(text.trim());
  if (bytes > limits.metadata) {
    throw badRequest(`metadata has ${bytes} bytes, the limit is ${limits.metadata}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('metadata must be an object (in a form: the JSON text of an object)');
  }
  return { ...value };
}

function readFlag(name: string, text: string | undefined): boolean {
  const value = text?.trim() ?? '';
  if (value === '' || value === 'false') return false;
  if (value === 'true') return true;
  throw badRequest(`${name} must be "true" or "false"`);
}

function readMetadata(text: string | undefined): Record<string, unknown> | null {
  if (text === undefined || text.trim() === '') return null;
  return checkMetadata(parse(text), text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('metadata is not JSON');
  }
}

function checkCustomId(id: string, isPrivate: boolean): void {
  const reason = whyInvalid(id);
  if (reason) {
    throw new ApiRefusal(
      400,
      5411,
      `The Custom ID is invalid. Custom IDs can include 1024 characters or less, any number of subpaths, and support the UTF-8 encoding standard for characters. Enter a new Custom ID and try again: ${reason}`,
    );
  }
  if (isPrivate) throw customIdRefusal();
}

/** Pictures with a custom id are public. */
export function customIdRefusal(): ApiRefusal {
  return new ApiRefusal(
    400,
    5410,
    'The image contains a custom ID and cannot be set to private. To make the image private, delete and upload the image again using a regular ID.',
  );
}

function whyInvalid(id: string): string | null {
  if (id.length > limits.customId) return `Must not be longer than ${limits.customId} characters`;
  if (isUUID(id)) return 'Must not be UUID';
  if (id.startsWith('/') || id.endsWith('/')) return 'Must not begin or end with a slash';
  // They would be cut off, or split, by one program or another on the way.
  if (/\p{Cc}/u.test(id)) return 'Must not have control characters';
  const odd = id.split('/').some((segment) => ['', '.', '..'].includes(segment));
  if (odd) return 'Must not have empty or dot segments';
  return OTHER_FILES.test(id) ? 'Must not use a non-image file name extension' : null;
}

// The service does not say which it means. Only what is surely a file of another kind is refused: a dot
// may stand in a name for other reasons.
const OTHER_FILES =
  /\.(?:html?|css|m?js|json|xml|txt|csv|md|pdf|docx?|xlsx?|pptx?|zip|gz|tar|rar|7z|exe|mp3|wav|ogg|mp4|m4v|mov|avi|mkv|webm)$/i;
