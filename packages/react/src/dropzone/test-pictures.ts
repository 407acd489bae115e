/** A real JPEG, different each time. */
export async function picture(name = 'photo.jpg'): Promise<File> {
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
  context.fillRect(0, 0, 64, 48);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
  return new File([blob], name, { type: 'image/jpeg' });
}
