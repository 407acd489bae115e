import type { ApiError } from '../images/envelope.ts';
import { isRetryable, type UploadErrorCode } from './error-codes.ts';

/** What is known about a failure besides its code. */
export interface UploadErrorFacts {
  /** HTTP status of the response, where there was one. */
  status?: number | undefined;
  /** How long the service asks to wait, in milliseconds. */
  retryAfter?: number | undefined;
  /** What the service itself said, from the envelope's `errors`. */
  apiErrors?: readonly ApiError[] | undefined;
  /** The limit that was broken: bytes, pixels or files, as the code says. */
  limit?: number | undefined;
  /** What came instead, in the unit of `limit`. */
  actual?: number | undefined;
  /** The failure underneath. */
  cause?: unknown;
  /** Whether the same image, sent again, could be taken. @default as the code and the status say */
  retryable?: boolean | undefined;
}

/** Why a picture did not get through. `message` is a sentence in English for people. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: UploadErrorCode;
  /** `true` when the same picture, sent again, could be taken. */
  readonly retryable: boolean;
  /** HTTP status of the response, where there was one. */
  readonly status: number | undefined;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfter: number | undefined;
  /** What the service itself said; empty when it said nothing that could be read. */
  readonly apiErrors: readonly ApiError[];
  /** The limit that was broken: bytes, pixels or files, as the code says. */
  readonly limit: number | undefined;
  /** What came instead, in the unit of `limit`. */
  readonly actual: number | undefined;

  constructor(code: UploadErrorCode, message: string, facts: UploadErrorFacts = {}) {
    super(message, 'cause' in facts ? { cause: facts.cause } : undefined);
    this.code = code;
    this.status = facts.status;
    this.retryable = facts.retryable ?? isRetryable(code, facts.status);
    this.retryAfter = facts.retryAfter;
    this.apiErrors = facts.apiErrors ?? [];
    this.limit = facts.limit;
    this.actual = facts.actual;
  }
}

/**
 * Tells whether something thrown is an {@link UploadError}, also when it comes from another frame
 * or from a second copy of this package, where `instanceof` fails.
 */
export function isUploadError(error: unknown): error is UploadError {
  return (
    typeof error === 'object' &&
    error !== null &&
    (error as { name?: unknown }).name === 'UploadError' &&
    typeof (error as { code?: unknown }).code === 'string'
  );
}
