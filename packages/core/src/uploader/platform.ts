import { createPreview } from '../preparation/preview.ts';
import { createFrameScheduler } from '../queue/frame.ts';
import { findStored } from '../transport/find-stored.ts';
import type { Transport } from '../transport/transport.ts';
import { sendWithXHR } from '../transport/xhr.ts';

/** What the engine wants of the world around it. */
export interface Platform {
  send: Transport;
  findStored: typeof findStored;
  createPreview: typeof createPreview;
  createFrameScheduler: typeof createFrameScheduler;
}

/** The browser. */
export const browser: Platform = {
  send: sendWithXHR,
  findStored,
  createPreview,
  createFrameScheduler,
};
