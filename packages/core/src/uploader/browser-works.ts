import { createPreview, learnURLs } from '../preparation/preview.ts';
import { whenIdle } from '../time/when-idle.ts';
import { reserve } from '../transport/direct-upload.ts';
import { findStored } from '../transport/find-stored.ts';
import { sendWithXHR } from '../transport/xhr.ts';
import { headerReader, preparation } from './file-parts.ts';
import { type CreateWorks, createWorks, type WorksPlatform } from './works.ts';

const platform: WorksPlatform = {
  send: sendWithXHR,
  reserve,
  findStored,
  headerReader,
  preparation,
  learnURLs,
  createPreview,
  // So long at most may a thumbnail be wrong.
  whenIdle: (callback) => whenIdle(callback, 500),
};

/** The works of a browser. */
export const createBrowserWorks: CreateWorks = (parts) => createWorks(platform, parts);
