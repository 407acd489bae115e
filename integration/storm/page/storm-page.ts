import { createUploader, type Uploader, type UploaderOptions } from '@tintype/core';
import { stormPicture } from '../storm-picture.ts';

/** What the test says to the page. */
export interface StormOptions extends Pick<UploaderOptions, 'mode' | 'requireSignedURLs'> {
  endpoint: string;
  user: string;
}

/** What the page says to the test. */
export interface StormReport {
  status: string;
  items: number;
  warning: string | null;
  failed: string[];
}

export interface StormPage {
  /** Takes up what former pages left. */
  begin(options: StormOptions): void;
  /** Adds so many pictures. */
  add(photo: readonly number[], seed: number, files: number): void;
  report(): StormReport;
}

declare global {
  interface Window {
    storm: StormPage;
  }
}

let uploader: Uploader;

window.storm = {
  begin({ user, ...options }) {
    uploader = createUploader({
      ...options,
      headers: { Authorization: `User ${user}` },
      concurrency: 6,
      persist: user,
      confirmLeave: true,
      previews: false,
      // Every byte is to arrive, those behind a picture's end too.
      prepare: { stripMetadata: false },
      retry: { attempts: 10_000, baseDelay: 1, maxDelay: 60 },
      timeouts: { stall: 600, response: 1000 },
    });
    uploader.subscribe(() => undefined);
  },
  add(photo, seed, files) {
    const bytes = new Uint8Array(photo);
    const name = (index: number) => `${index}.jpg`;
    uploader.add(
      Array.from({ length: files }, (_, index) => {
        return new File([stormPicture(bytes, seed, index)], name(index), { type: 'image/jpeg' });
      }),
    );
  },
  report() {
    const { status, warning, items } = uploader.getSnapshot();
    const failed = items.flatMap((item) =>
      item.status === 'failed' || item.status === 'rejected' ? [item.error.message] : [],
    );
    return {
      status,
      items: items.length,
      warning: warning && `${warning.message} ${warning.cause}`,
      failed,
    };
  },
};
