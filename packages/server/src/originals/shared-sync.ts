import { open } from 'node:fs/promises';

/**
 * Makes what happened in a folder durable: a renamed file is so only once its folder is. Callers that
 * come while the disk is at work wait for the next time together.
 */
export function createSharedSync(directory: string): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function start(): Promise<void> {
    next = undefined;
    const sync = syncDirectory(directory).finally(() => {
      if (underWay === sync) underWay = undefined;
    });
    underWay = sync;
    return sync;
  }

  return () => {
    // One that has begun may have passed over what happened since.
    if (!underWay) return start();
    next ??= underWay.then(start, start);
    return next;
  };
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
