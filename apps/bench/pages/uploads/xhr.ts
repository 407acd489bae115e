/** Sends files by XMLHttpRequest, so many at once. */
export async function sendAll<T>(
  items: readonly T[],
  concurrency: number,
  send: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) await send(item);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

/** Sends one, and tells its progress from 0 to 100. */
export function send(
  file: File,
  endpoint: string,
  onProgress: (percent: number) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', endpoint);
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress(Math.round((loaded / total) * 100));
    request.onload = () => resolve(JSON.parse(request.responseText));
    request.onerror = () => reject(new Error('The connection failed.'));
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}
