import { inNextTask } from '../time/next-task.ts';

// Frames stand still in hidden tabs; there, timers still run.
const AT_THE_LATEST = 200;

// How long the page rests from a frame of ours: so many times the square of what it has cost, all in
// milliseconds. A few rows cost next to nothing and are shown at every frame; a thousand rows that are
// painted anew each time would leave the uploads themselves no processor.
const REST = 6;
// Whatever it costs: a page that stands still looks broken.
const LONGEST_REST = 250;
// So much rest is owed before anything waits: what happens once in a while is shown at once.
const CREDIT = 300;

/**
 * Makes a scheduler that calls back at the next frame, or later where frames are costly: what it
 * costs to render and paint after a callback is measured, and the next one waits accordingly.
 * Where no frames come, in hidden tabs and on servers, a timer takes their place.
 */
export function createFrameScheduler(): (callback: () => void) => void {
  // Until when the page would rest, had it rested whenever it should.
  let rested = 0;

  return (callback) => {
    const run = () => {
      const start = performance.now();
      callback();
      const rendering = performance.now() - start;
      onNextFrame((painting) => {
        const rest = Math.min(LONGEST_REST, REST * (rendering + painting) ** 2);
        rested = Math.max(rested, performance.now()) + rest;
      });
    };
    const wait = rested - CREDIT - performance.now();
    if (wait > 0) setTimeout(() => nextFrame(run), wait);
    else nextFrame(run);
  };
}

function nextFrame(callback: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    clearTimeout(timer);
    // Within the frame, rendering and painting would be one long task. So they are two.
    inNextTask(callback);
  };
  const timer = setTimeout(once, AT_THE_LATEST);
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(once);
}

/** Measures the next frame: a message that is posted in it arrives when it is painted. */
function onNextFrame(callback: (duration: number) => void): void {
  if (typeof requestAnimationFrame !== 'function') return;
  requestAnimationFrame(() => {
    const start = performance.now();
    inNextTask(() => callback(performance.now() - start));
  });
}
