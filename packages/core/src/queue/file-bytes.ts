/** A file taken apart, for browsers that keep no files: WebKit in private windows, for one. */
export interface FileBytes {
  name: string;
  type: string;
  lastModified: number;
  bytes: ArrayBuffer;
}

/** @throws DOMException `NotReadableError` when the file has gone from the device. */
export async function readBytes(file: File): Promise<FileBytes> {
  const { name, type, lastModified } = file;
  return { name, type, lastModified, bytes: await file.arrayBuffer() };
}

/** The file, whichever way it was kept. */
export function fileOf(kept: File | FileBytes): File {
  if (kept instanceof File) return kept;
  const { name, type, lastModified, bytes } = kept;
  return new File([bytes], name, { type, lastModified });
}
