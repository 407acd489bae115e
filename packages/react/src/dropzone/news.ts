import type { FailedItem, RejectedItem, UploadItem, UploadStatus } from '@tintype/core';

/** What has happened to a list since somebody last asked. */
export interface News {
  added: number;
  /** Failed and rejected ones. */
  lost: (FailedItem | RejectedItem)[];
}

/** Notes what happens to a list, one snapshot after the other. */
export interface NewsGatherer {
  /** @returns whether anything has happened that is worth telling. */
  look(items: readonly UploadItem[]): boolean;
  /** Hands over what has happened and is still so, and forgets it. */
  take(): News;
}

/** @param items - Those that are there from the start: nothing new about them. */
export function gatherNews(items: readonly UploadItem[]): NewsGatherer {
  let statuses = new Map<string, UploadStatus>(items.map(({ id, status }) => [id, status]));
  const added = new Set<string>();
  const lost = new Map<string, FailedItem | RejectedItem>();

  return {
    look(now) {
      const next = new Map<string, UploadStatus>();
      let isNew = false;
      for (const item of now) {
        const { id, status } = item;
        const before = statuses.get(id);
        next.set(id, status);
        if (before === status) continue;
        // Not what was stored before: an app has only come to name it.
        if (before === undefined && !isFromBefore(item)) added.add(id);
        lost.delete(id);
        if (item.status === 'failed' || item.status === 'rejected') lost.set(id, item);
        isNew ||= lost.has(id) || added.has(id);
      }
      statuses = next;
      return isNew;
    },
    take() {
      // Some may have left again: the app wanted nothing to be seen of them.
      const isThere = (id: string) => statuses.has(id);
      const news = {
        added: [...added].filter(isThere).length,
        lost: [...lost.values()].filter(({ id }) => isThere(id)),
      };
      added.clear();
      lost.clear();
      return news;
    },
  };
}

function isFromBefore({ status, attempt }: UploadItem): boolean {
  return status === 'done' && attempt === 0;
}
