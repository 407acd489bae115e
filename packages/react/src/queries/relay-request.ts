import { readResult, UploadError } from '@tintype/core';

/**
 * Asks the relay and reads its answer.
 *
 * @throws UploadError when there is no answer, or none with a usable result.
 */
export async function requestRelay<Result>(
  url: string,
  init: RequestInit,
  isResult: (value: unknown) => value is Result,
): Promise<Result> {
  const response = await ask(url, init);
  return readResult(
    {
      status: response.status,
      text: await response.text(),
      header: (name) => response.headers.get(name),
    },
    isResult,
  );
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, headers: { Accept: 'application/json', ...init.headers } });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    const message = `The connection to ${url.split('?')[0]} failed before an answer came.`;
    throw new UploadError('network', message, { cause });
  }
}
