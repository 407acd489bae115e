import type { readHeader } from '../formats/header.ts';
import type { Preparation } from '../preparation/preparation.ts';
import { createPreview, learnURLs, type Preview } from '../preparation/preview.ts';
import { createFrameScheduler } from '../queue/frame.ts';
import type { OpenPersistence } from '../queue/persistence.ts';
import { reserve } from '../transport/direct-upload.ts';
import { findStored } from '../transport/find-stored.ts';
import type { Transport } from '../transport/transport.ts';
import { sendWithXHR } from '../transport/xhr.ts';

const openPersistence: OpenPersistence = async (name) => {
  const { openIndexedDB } = await import('../queue/indexed-db.ts');
  return openIndexedDB(name);
};

/** What the engine wants of the world around it. */
export interface Platform {
  send: Transport;
  reserve: typeof reserve;
  findStored: typeof findStored;
  /** What makes sense of pictures weighs on no page that has none. */
  loadHeaderReader(): Promise<typeof readHeader>;
  loadPreparation(): Promise<Preparation>;
  /** Finds out which URLs the page may show, before there is a preview. */
  learnURLs(): void;
  createPreview(picture: Blob | Uint8Array<ArrayBuffer>): Preview;
  createFrameScheduler: typeof createFrameScheduler;
  openPersistence: OpenPersistence;
}

/** The browser. */
export const browser: Platform = {
  send: sendWithXHR,
  reserve,
  findStored,
  loadHeaderReader: async () => (await import('../formats/header.ts')).readHeader,
  async loadPreparation() {
    return (await import('../preparation/preparation.ts')).preparation;
  },
  learnURLs,
  createPreview,
  createFrameScheduler,
  openPersistence,
};
