import { createUploader, type UploaderOptions, type UploadItem } from '@tintype/core';
import { readHeader } from '@tintype/core/formats';
import { type Difference, differenceOf, shownImage } from '../../packages/core/test/shown-image.ts';

/** Which file to try, and how. */
export interface Trial {
  /** Where it is, and where what is sent of it goes and can be had. */
  file: string;
  endpoint: string;
  name: string;
  options: Partial<Pick<UploaderOptions, 'accept' | 'maxDimension' | 'prepare' | 'previews'>>;
  /** Whether what is shown before and after is compared. */
  compare: boolean;
}

/** What became of a file. */
export interface TrialResult {
  mediaType: string | null;
  status: UploadItem['status'];
  /** Why it was refused, or `null`. */
  code: string | null;
  prepared: UploadItem['prepared'];
  bytes: { before: number; after: number | null };
  /** Whether a browser shows anything of the file as chosen, and whether its preview shows anything. */
  isShown: boolean;
  hasPreview: boolean;
  /** Pixels as its header says and as a browser shows them. */
  headerSize: string;
  shownSize: string;
  /** `null` where nothing was sent, or nothing is shown. */
  difference: Difference | null;
  milliseconds: number;
}

declare global {
  interface Window {
    tryFile(trial: Trial): Promise<TrialResult>;
  }
}

const SETTLED = new Set<UploadItem['status']>(['done', 'failed', 'rejected', 'canceled']);
const PATIENCE = 60_000;

window.tryFile = async (trial) => {
  const bytes = await (await fetch(trial.file)).blob();
  const file = new File([bytes], trial.name);
  const header = await readHeader(file);
  const { item, hasPreview, milliseconds } = await upload(file, trial);
  const mediaType = header?.mediaType ?? null;
  const sent = item.status === 'done' ? await (await fetch(trial.endpoint)).blob() : null;
  const shown = trial.compare && mediaType ? await shownImage(file, mediaType) : null;
  const after = sent && shown ? await shownImage(sent, sent.type) : null;
  return {
    mediaType,
    status: item.status,
    code: 'error' in item ? item.error.code : null,
    prepared: item.prepared,
    bytes: { before: file.size, after: sent?.size ?? null },
    isShown: shown !== null,
    hasPreview,
    headerSize: `${header?.width ?? '?'}×${header?.height ?? '?'}`,
    shownSize: shown ? `${shown.width}×${shown.height}` : '',
    difference:
      shown && after
        ? differenceOf(shown, after, { skipEmpty: item.prepared === 'encoded' })
        : null,
    milliseconds,
  };
};

async function upload(file: File, { endpoint, options }: Trial) {
  const uploader = createUploader({ endpoint, accept: ['image/*'], retry: false, ...options });
  try {
    const start = performance.now();
    const [id = ''] = uploader.add([file]);
    const item = await until(() => {
      const current = uploader.getItem(id);
      return current && SETTLED.has(current.status) ? current : null;
    });
    if (!item) throw new Error(`${file.name} never settled.`);
    const milliseconds = performance.now() - start;
    // A preview may come after the answer of the server.
    const preview = await until(() => uploader.getItem(id)?.previewUrl ?? null, 3000);
    return { item, hasPreview: preview !== null, milliseconds };
  } finally {
    uploader.destroy();
  }
}

async function until<Value>(
  read: () => Value | null,
  patience: number = PATIENCE,
): Promise<Value | null> {
  const end = performance.now() + patience;
  for (let value = read(); ; value = read()) {
    if (value !== null || performance.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
