const ENDINGS: Record<string, RegExp> = {
  'image/jpeg': /\.(?:jpe?g|jpe|jfif)$/i,
  'image/png': /\.png$/i,
  'image/webp': /\.webp$/i,
  'image/avif': /\.avif$/i,
};
const PICTURE = /\.(?:jpe?g|jpe|jfif|png|webp|avif|gif|hei[cf]|hif)$/i;

/** The name with the ending of the type that the picture has become. */
export function fileNameFor(name: string, type: string): string {
  const own = ENDINGS[type];
  if (!own || own.test(name) || !PICTURE.test(name)) return name;
  return name.replace(PICTURE, `.${type.slice('image/'.length).replace('jpeg', 'jpg')}`);
}
