import { type AcceptedType, acceptedTypes, limits } from '@tintype/core/images';
import type { Metadata } from './client-fields.ts';

/** Limits that are tighter than the service's own. */
export interface UploadLimits {
  /** Bytes of one file at most. @default 10 MB (10 · 1024 · 1024) */
  fileSize?: number | undefined;
  /** Media types that are taken, as the file's first bytes prove them. @default all that the service takes */
  types?: readonly AcceptedType[] | undefined;
}

/** What becomes of the metadata that a browser sends. */
export interface MetadataPolicy {
  /**
   * Names that the browser may set; others are dropped. Once a picture is there, an edit changes
   * these alone.
   *
   * @default every name
   */
  allow?: readonly string[] | undefined;
  /** What the app itself puts in, whatever the browser says. @default {} */
  add?: Metadata | undefined;
}

/** Whoever asks may do it, and how. */
export interface Authorization {
  /**
   * Whom uploads belong to, in 1 to 1,024 characters. With a creator, a request sees, lists, changes
   * and deletes only pictures of the same creator. `{}` tells no one apart: it sees all. A creator
   * that is there and is nobody (`undefined`, `null` or empty, as of a session without a user) is
   * refused with 401.
   */
  creator?: string | undefined;
  /** What may become metadata, for uploads, direct uploads and edits. @default all that is sent */
  metadata?: MetadataPolicy | undefined;
  /**
   * Makes pictures private (`true`) or public (`false`), whatever the browser says.
   *
   * @default the browser decides
   */
  requireSignedURLs?: boolean | undefined;
  /** Limits for this upload. They can only be tighter than the relay's own. */
  limits?: UploadLimits | undefined;
}

/** Limits with nothing left open. */
export interface ResolvedLimits {
  fileSize: number;
  types: readonly AcceptedType[];
}

/** An authorization with nothing left open. */
export interface Permission {
  creator: string | null;
  allowedMetadata: readonly string[] | null;
  addedMetadata: Metadata;
  requireSignedURLs: boolean | null;
  limits: ResolvedLimits;
}

/** What the service itself takes. */
export const SERVICE_LIMITS: ResolvedLimits = { fileSize: limits.fileSize, types: acceptedTypes };

/**
 * Fills in what an authorization leaves open.
 *
 * @throws TypeError when it is not what it must be; the message names what is wrong.
 */
export function toPermission(said: Authorization, outer: ResolvedLimits): Permission {
  expectOnly('what authorize says', said, ['creator', 'metadata', 'requireSignedURLs', 'limits']);
  const { creator = null, metadata = {}, requireSignedURLs = null } = said;
  expectOnly('metadata', metadata, ['allow', 'add']);
  const { allow = null, add = {} } = metadata;
  expect('metadata.allow', allow === null || isListOfTexts(allow), 'a list of names');
  expect('metadata.add', isRecord(add), 'an object');
  expect(
    'metadata.add',
    sizeOf(add) <= limits.metadata,
    `at most ${limits.metadata} bytes of JSON long`,
  );
  expect(
    'requireSignedURLs',
    requireSignedURLs === null || typeof requireSignedURLs === 'boolean',
    'true, false or left out',
  );
  return {
    creator,
    allowedMetadata: allow,
    addedMetadata: add,
    requireSignedURLs,
    limits: tighten(outer, said.limits),
  };
}

/**
 * Puts limits within limits.
 *
 * @throws TypeError when they are not what they must be.
 */
export function tighten(outer: ResolvedLimits, inner: UploadLimits = {}): ResolvedLimits {
  expectOnly('limits', inner, ['fileSize', 'types']);
  const { fileSize = outer.fileSize, types = outer.types } = inner;
  expect('limits.fileSize', fileSize > 0, 'a number above 0');
  expect(
    'limits.types',
    Array.isArray(types) && types.every((type) => acceptedTypes.includes(type)),
    `a list of ${acceptedTypes.join(', ')}`,
  );
  return {
    fileSize: Math.min(fileSize, outer.fileSize),
    types: types.filter((type) => outer.types.includes(type)),
  };
}

function expect(name: string, isRight: boolean, expected: string): void {
  if (!isRight) throw new TypeError(`Tintype relay: ${name} must be ${expected}.`);
}

/**
 * A session, an error, or a `Response` of another library has no `creator`, and must not be taken for
 * `{}`, which sees everything. Nor must a misspelt name be taken for one that was left out.
 */
function expectOnly(name: string, value: unknown, names: readonly string[]): void {
  expect(name, isPlain(value), `an object with nothing but ${names.join(', ')}`);
  const other = Object.keys(value as object).find((key) => !names.includes(key));
  if (other === undefined) return;
  throw new TypeError(`Tintype relay: ${name} must not have "${other}", only ${names.join(', ')}.`);
}

/** Made by `{}`, in whatever realm: no instance of a class. */
function isPlain(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
