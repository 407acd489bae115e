const WIDTH = 1200;
const HEIGHT = 900;

/** Draws so many pictures, for those who have none at hand. No two are the same. */
export function drawPictures(count: number): Promise<File[]> {
  const day = Math.random() * 360;
  return Promise.all(
    Array.from({ length: count }, (_, index) => draw(`hills-${index + 1}.jpg`, day + index * 25)),
  );
}

async function draw(name: string, hue: number): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw.');
  const sky = context.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, `hsl(${hue} 45% 62%)`);
  sky.addColorStop(1, `hsl(${hue + 40} 70% 88%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  for (let range = 0; range < 5; range++) drawHills(context, range, hue);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
  if (!blob) throw new Error('This browser cannot write a JPEG.');
  return new File([blob], name, { type: 'image/jpeg' });
}

function drawHills(context: CanvasRenderingContext2D, range: number, hue: number): void {
  const [base, swing] = [HEIGHT * (0.4 + range * 0.13), 90 - range * 8];
  const [shift, pace] = [Math.random() * 7, 0.003 + Math.random() * 0.003];
  context.fillStyle = `hsl(${hue + 20} ${25 + range * 6}% ${60 - range * 11}%)`;
  context.beginPath();
  context.moveTo(0, HEIGHT);
  for (let x = 0; x <= WIDTH; x += 8) {
    context.lineTo(x, base + Math.sin(x * pace + shift) * swing + Math.sin(x * pace * 2.7) * 22);
  }
  context.lineTo(WIDTH, HEIGHT);
  context.fill();
}
