/** Works on items one after the other, a few at once. */
export interface PreviewLane<Job> {
  push(id: string, job: Job): void;
  delete(id: string): void;
  /** Starts as many as may run at once. */
  next(): void;
  /** Whether nothing runs. */
  isIdle(): boolean;
  /** Whether nothing waits. */
  isEmpty(): boolean;
}

interface PreviewLaneParts<Job> {
  atOnce: number;
  /** Chooses the next of those that wait, or none for now. */
  choose(waiting: ReadonlyMap<string, Job>): string | undefined;
  /** What goes wrong counts for nothing: a list without previews is still a list. */
  work(id: string, job: Job): Promise<void>;
  /** Called whenever one has ended. */
  onEnded(): void;
}

export function createPreviewLane<Job>(parts: PreviewLaneParts<Job>): PreviewLane<Job> {
  const { atOnce, choose, work, onEnded } = parts;
  const waiting = new Map<string, Job>();
  let running = 0;

  function start(id: string, job: Job): void {
    waiting.delete(id);
    running += 1;
    void work(id, job)
      .catch(() => undefined)
      .finally(() => {
        running -= 1;
        onEnded();
      });
  }

  return {
    push: (id, job) => void waiting.set(id, job),
    delete: (id) => void waiting.delete(id),
    next() {
      while (running < atOnce) {
        const id = choose(waiting);
        const job = id === undefined ? undefined : waiting.get(id);
        if (id === undefined || job === undefined) return;
        start(id, job);
      }
    },
    isIdle: () => running === 0,
    isEmpty: () => waiting.size === 0,
  };
}
