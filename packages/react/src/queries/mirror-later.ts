import type { QueryClient } from '@tanstack/react-query';
import type { StatusListener, Uploader } from '@tintype/core';

/**
 * Shows uploads as mutations, as `mirrorUploads` does, and loads the code for it with the first picture.
 * What happens until it is there is told to it afterwards, in order.
 *
 * @returns the end of it.
 */
export function mirrorLater(
  uploader: Pick<Uploader, 'watch'>,
  client: QueryClient,
  endpoint: string,
): () => void {
  const missed: Parameters<StatusListener>[] = [];
  let isLoading = false;
  let stop = uploader.watch((...change) => {
    missed.push(change);
    if (!isLoading) void load();
  });
  let isOver = false;

  async function load(): Promise<void> {
    isLoading = true;
    try {
      const { mirrorUploads } = await import('./upload-mutation.ts');
      if (!isOver) begin(mirrorUploads);
    } catch {
      // Offline, perhaps. The next change of any picture tries it again.
      isLoading = false;
    }
  }

  function begin(mirrorUploads: Mirror): void {
    stop();
    const watch = (listener: StatusListener) => {
      for (const change of missed) listener(...change);
      return uploader.watch(listener);
    };
    stop = mirrorUploads({ watch }, client, endpoint);
  }

  return () => {
    isOver = true;
    stop();
  };
}

type Mirror = typeof import('./upload-mutation.ts').mirrorUploads;
