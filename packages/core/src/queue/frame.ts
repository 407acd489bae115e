// Frames stand still in hidden tabs; there, timers still run.
const AT_THE_LATEST = 200;

/** Calls back at the next frame, or a little later where no frames come: hidden tabs and servers. */
export function nextFrame(callback: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    clearTimeout(timer);
    callback();
  };
  const timer = setTimeout(once, AT_THE_LATEST);
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(once);
}
