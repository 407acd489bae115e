/**
 * Saves a picture as a file. A link alone would only open pictures of other origins.
 *
 * @param filename - With any extension; the one of what really came takes its place.
 * @throws TypeError when it cannot be fetched, or Error when there is no such picture.
 */
export async function downloadPicture(url: string, filename: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The picture answered with status ${response.status}.`);
  const blob = await response.blob();
  const objectURL = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = objectURL;
  link.download = withExtension(filename, blob.type);
  link.click();
  // The browser reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(objectURL), 10_000);
}

const EXTENSIONS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'image/svg+xml': ['svg'],
};

/** A variant is often of another format than the file that was sent. */
export function withExtension(filename: string, type: string): string {
  const fitting = EXTENSIONS[type];
  const [, stem = filename, extension = ''] = /^(.+)\.([^.\s]{1,5})$/.exec(filename) ?? [];
  if (!fitting || fitting.includes(extension.toLowerCase())) return filename;
  return `${stem}.${fitting[0]}`;
}
