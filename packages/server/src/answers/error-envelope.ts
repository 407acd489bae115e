import type { Envelope } from '@tintype/core/images';

/** The body of a refusal, formatted as the recorded answers of the real service are. */
export function errorEnvelope(code: number, message: string): string {
  const envelope: Envelope<never> = {
    result: null,
    success: false,
    errors: [{ code, message }],
    messages: [],
  };
  return JSON.stringify(envelope, null, 2);
}
