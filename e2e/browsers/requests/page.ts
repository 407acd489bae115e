import { createUploader, type UploaderOptions, type UploadItem } from '@tintype/core';

/** What has become of one upload. */
export interface Outcome {
  status: UploadItem['status'];
  code: string | null;
  message: string | null;
  attempt: number;
}

declare global {
  interface Window {
    upload(bytes: number, options: Partial<UploaderOptions>): Promise<Outcome>;
  }
}

/** Uploads a file of so many bytes to this page's own server, and waits for its end. */
window.upload = async (bytes, options) => {
  const uploader = createUploader({
    endpoint: '/upload',
    prepare: false,
    previews: false,
    ...options,
  });
  const [id = ''] = uploader.add([
    new File([new Uint8Array(bytes)], 'a.jpg', { type: 'image/jpeg' }),
  ]);
  await new Promise<void>((resolve) => {
    uploader.watch((now) => {
      if (now && ['done', 'failed', 'rejected'].includes(now.status)) resolve();
    });
  });
  const item = uploader.getItem(id);
  const error = item && 'error' in item ? item.error : null;
  uploader.destroy();
  return {
    status: item?.status ?? 'canceled',
    code: error?.code ?? null,
    message: error?.message ?? null,
    attempt: item?.attempt ?? 0,
  };
};
