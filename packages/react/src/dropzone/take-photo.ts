const QUALITY = 0.92;

/**
 * The picture that a video shows now, as a JPEG.
 *
 * @throws Error when the browser can make none.
 */
export async function takePhoto(video: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', QUALITY),
  );
  if (!blob) throw new Error('Tintype: the browser made no picture of what the camera shows.');
  return new File([blob], nameOf(new Date()), { type: 'image/jpeg' });
}

/** Such as `photo-2026-11-24-183005.jpg`, in local time. */
function nameOf(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('');
  return `photo-${date}-${time}.jpg`;
}
