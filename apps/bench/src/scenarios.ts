import { type Browser, chromium } from 'playwright';
import { findBrowser, launchArguments } from '../../../scripts/browser.ts';
import { cameraPhotos, manyBytes, photosWithThumbnails, smallPhotos } from './photos.ts';
import type { Column } from './result.ts';
import { runShrink } from './shrink-run.ts';
import type { Site } from './site.ts';
import { measureSize } from './size.ts';
import { runUpload } from './upload-run.ts';

/** One question, which all contenders are asked. */
export interface Scenario {
  key: string;
  title: string;
  /** What is done, and what to know about it. */
  text: string;
  /** Charted is the first. */
  columns: readonly [Column, ...Column[]];
  /** Names on the left; what stands for them in `run` on the right. */
  contenders: Readonly<Record<string, string>>;
  /** Those of {@link contenders} that are pages to be built. */
  pages: 'uploads' | 'shrink' | null;
  /** How many files. */
  count: number;
  /** Files that they are made of. */
  files: () => Promise<string[]>;
  rounds: number;
  /** No further round begins after so many seconds. */
  seconds: number;
  run: (site: Site, contender: string, count: number) => Promise<Readonly<Record<string, number>>>;
}

/** Ours in every scenario begins with it. */
export const OURS = 'Tintype';

const time: Column = { key: 'wall', title: 'Time', unit: 'ms' };
const busy: Column = { key: 'busy', title: 'Main thread', unit: 'ms' };
const blocked: Column = { key: 'blocked', title: 'Blocked', unit: 'ms' };
const memory: Column = { key: 'memory', title: 'Memory', unit: 'MB' };

const HEADLESS = { [OURS]: 'tintype', 'Hand-written hook': 'handwritten', Uppy: 'uppy' };
const UPLOADERS = {
  ...HEADLESS,
  'react-uploady': 'uploady',
  FilePond: 'filepond',
  'antd (rc-upload)': 'antd',
};
const WITH_LIMIT = { 'XMLHttpRequest alone': 'bare', ...UPLOADERS };

async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments() });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

const upload =
  (previews: boolean): Scenario['run'] =>
  (site, name, count) =>
    withBrowser(async (browser) => ({
      ...(await runUpload({ browser, site, name, count, previews })),
    }));

const PREVIEW = {
  columns: [time, busy, blocked, memory],
  contenders: UPLOADERS,
  pages: 'uploads',
  count: 30,
  rounds: 3,
  seconds: 60,
  run: upload(true),
} as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    key: 'queue',
    title: 'A queue of small photos',
    text: 'Photos of some 40 KB, all chosen at once and uploaded four at a time (antd knows no limit), without previews where a library leaves the choice. Tintype, the hand-written hook, Uppy and react-uploady show the same row for each; FilePond and antd have lists of their own. *XMLHttpRequest alone* shows nothing: it is the limit.',
    columns: [time, busy, blocked, memory],
    contenders: WITH_LIMIT,
    pages: 'uploads',
    count: 300,
    files: () => smallPhotos(20),
    rounds: 5,
    seconds: 60,
    run: upload(false),
  },
  {
    key: 'preview',
    title: 'Previews of camera photos',
    text: 'Photos of 12 MP without an embedded thumbnail, from choosing until the last preview is painted. The hand-written hook and react-uploady show the photo itself, which the browser decodes whole; Tintype, Uppy and antd make a small picture, FilePond a canvas. Uploads get no answer meanwhile; antd, which shows no picture of a file on its way, sends none.',
    ...PREVIEW,
    files: () => cameraPhotos(6),
  },
  {
    key: 'thumbnails',
    title: 'Previews of camera photos with thumbnails',
    text: 'The same with a thumbnail of 320 × 240 px in their Exif data, as most cameras write it.',
    ...PREVIEW,
    files: () => photosWithThumbnails(6),
  },
  {
    key: 'shrink',
    title: 'Shrinking camera photos',
    text: 'Photos of 12 MP brought to 2048 px as JPEG of quality 0.8, four asked for at a time. Tintype stops at 2016 px, the half of these photos; the others at 2048 px. Encoders and ways of scaling differ: see the size of what comes out.',
    columns: [
      time,
      blocked,
      memory,
      { key: 'kilobytes', title: 'A picture', unit: 'KB', neutral: true },
    ],
    contenders: {
      [OURS]: 'tintype',
      'Hand-written canvas': 'canvas',
      'browser-image-compression': 'browser-image-compression',
      compressorjs: 'compressorjs',
    },
    pages: 'shrink',
    count: 12,
    files: () => cameraPhotos(6),
    rounds: 3,
    seconds: 60,
    run: (site, name, count) =>
      withBrowser(async (browser) => ({ ...(await runShrink({ browser, site, name, count })) })),
  },
  {
    key: 'throughput',
    title: 'One large file',
    text: 'A file of 9.9 MB over the loopback address, where the network costs nothing.',
    columns: [time, busy],
    contenders: WITH_LIMIT,
    pages: 'uploads',
    count: 1,
    files: async () => [await manyBytes(9_900_000)],
    rounds: 7,
    seconds: 40,
    run: upload(false),
  },
  {
    key: 'size',
    title: 'Size',
    text: 'What a page must load before it works: minified, with gzip, all dependencies but React and React Query. Styles are left out. The columns are not the same thing for all: FilePond and antd bring a screen, a hook brings none.',
    columns: [
      { key: 'atOnce', title: 'At once', unit: 'KB' },
      { key: 'onDemand', title: 'On demand', unit: 'KB', neutral: true },
    ],
    contenders: {
      [`${OURS}: useImageUpload`]: "export { useImageUpload } from '@tintype/react';",
      [`${OURS}: hook, dropzone, gallery`]:
        "export { ImageDropzone, useImageUpload, VariantGallery } from '@tintype/react';",
      'Hand-written hook': "import './pages/uploads/handwritten.tsx';",
      'Uppy: core, XHR, hooks, thumbnails':
        "export { default as A } from '@uppy/core'; export { default as B } from '@uppy/xhr-upload'; export { default as C } from '@uppy/thumbnail-generator'; export { useDropzone, useUppyState, UppyContextProvider } from '@uppy/react';",
      'react-uploady: hooks, previews':
        "export { default as A, useItemFinishListener, useItemProgressListener } from '@rpldy/uploady'; export { default as B } from '@rpldy/upload-preview';",
      'FilePond: previews, orientation':
        "export { FilePond, registerPlugin } from 'react-filepond'; export { default as A } from 'filepond-plugin-image-preview'; export { default as B } from 'filepond-plugin-image-exif-orientation';",
      'antd: Upload': "export { default as A } from 'antd/es/upload';",
      'rc-upload': "export { default as A } from 'rc-upload';",
    },
    pages: null,
    count: 1,
    files: async () => [],
    rounds: 1,
    seconds: 60,
    run: async (_, code) => ({ ...(await measureSize(code)) }),
  },
];
