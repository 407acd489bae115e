import { expect, it, onTestFinished, vi } from 'vitest';
import { createFrameScheduler } from './frame.ts';

/** Frames that come when they are told to; the clock of the page. */
function page() {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  onTestFinished(() => void vi.unstubAllGlobals());
  const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
  return { frames, wait, frame: () => frames.shift()?.() };
}

function busyFor(time: number): void {
  for (const end = performance.now() + time; performance.now() < end; );
}

it('calls back at the next frame, once', async () => {
  const { frame, wait } = page();
  const callback = vi.fn();
  createFrameScheduler()(callback);
  expect(callback).not.toHaveBeenCalled();
  frame();
  // Not within the frame, where rendering and painting would be one long task.
  expect(callback).not.toHaveBeenCalled();
  await wait(300);
  expect(callback).toHaveBeenCalledOnce();
});

it('calls back without frames too, as in a hidden tab', async () => {
  page();
  const callback = vi.fn();
  createFrameScheduler()(callback);
  await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
});

it('asks for no frame while the page rests from costly ones, but for the first', async () => {
  const { frame, frames, wait } = page();
  const schedule = createFrameScheduler();
  const costly = vi.fn(() => busyFor(10));
  for (let times = 1; times <= 2; times++) {
    schedule(costly);
    frame();
    await vi.waitFor(() => expect(costly).toHaveBeenCalledTimes(times));
    // The frame that paints what was rendered.
    frame();
    await wait(5);
  }
  const callback = vi.fn();
  schedule(callback);
  expect(frames).toHaveLength(0);
  await vi.waitFor(() => expect(frames).toHaveLength(1));
  frame();
  await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
});
