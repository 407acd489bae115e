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
  const { frame, frames, wait } = page();
  const callback = vi.fn();
  createFrameScheduler()(callback);
  expect(callback).not.toHaveBeenCalled();
  frame();
  expect(callback).toHaveBeenCalledOnce();
  await wait(300);
  expect(callback).toHaveBeenCalledOnce();
  expect(frames).toHaveLength(0);
});

it('calls back without frames too, as in a hidden tab', async () => {
  page();
  const callback = vi.fn();
  createFrameScheduler()(callback);
  await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
});

it('asks for no frame while the page rests from a costly one', async () => {
  const { frame, frames, wait } = page();
  const schedule = createFrameScheduler();
  schedule(() => busyFor(60));
  frame();
  await wait(5);
  const callback = vi.fn();
  schedule(callback);
  expect(frames).toHaveLength(0);
  await vi.waitFor(() => expect(frames).toHaveLength(1));
  frame();
  expect(callback).toHaveBeenCalledOnce();
});
