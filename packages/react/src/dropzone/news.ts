import type { UploadError, UploadItem, UploadStatus } from '@tintype/core';

/** What has happened to a list since somebody last asked. */
export interface News {
  added: number;
  /** Failed and rejected ones. */
  lost: { name: string; error: UploadError }[];
}

/** Notes what happens to a list, one snapshot after the other. */
export interface NewsGatherer {
  /** @returns whether anything has happened that is worth telling. */
  look(items: readonly UploadItem[]): boolean;
  /** Hands over what has happened, and forgets it. */
  take(): News;
}

/** @param items - Those that are there from the start: nothing new about them. */
export function gatherNews(items: readonly UploadItem[]): NewsGatherer {
  let statuses = new Map<string, UploadStatus>(items.map(({ id, status }) => [id, status]));
  let news: News = { added: 0, lost: [] };

  return {
    look(now) {
      const next = new Map<string, UploadStatus>();
      let isNew = false;
      for (const item of now) {
        const before = statuses.get(item.id);
        next.set(item.id, item.status);
        if (before === item.status) continue;
        if (before === undefined) news.added += 1;
        const isLost = item.status === 'failed' || item.status === 'rejected';
        if (isLost) news.lost.push({ name: item.file.name, error: item.error });
        isNew ||= isLost || before === undefined;
      }
      statuses = next;
      return isNew;
    },
    take() {
      const all = news;
      news = { added: 0, lost: [] };
      return all;
    },
  };
}
