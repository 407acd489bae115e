import { ApiRefusal } from '@tintype/core/images';

/** The id is taken. */
export function alreadyExists(): ApiRefusal {
  return new ApiRefusal(
    409,
    5409,
    'Resource already exists. Verify the resource information and try again.',
    // The official SDK would send the whole request twice more.
    { 'x-should-retry': 'false' },
  );
}
