/**
 * Makes things durable for many callers at once. Those that come while the disk is at work wait for the
 * next time together, since one that has begun may have passed over what they did.
 *
 * @param sync - Makes durable whatever was done before it was called.
 */
export function createSharedSync(sync: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function start(): Promise<void> {
    next = undefined;
    const begun = sync().finally(() => {
      if (underWay === begun) underWay = undefined;
    });
    underWay = begun;
    return begun;
  }

  return () => {
    if (!underWay) return start();
    next ??= underWay.then(start, start);
    return next;
  };
}
