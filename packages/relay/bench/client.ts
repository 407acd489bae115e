import { randomBytes } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';

// A process that uploads on demand, and says how long it took.
const SIZE = 10_000_000;
const AT_ONCE = 8;
const BOUNDARY = '----WebKitFormBoundary7MA4YWxkTrZu0gW4';

let agent = new Agent();
const body = Buffer.concat([
  Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
  ),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  randomBytes(SIZE - 4),
  Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
]);

function upload(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      'Content-Length': body.length,
    };
    const sending = request(url, { agent, method: 'POST', headers }, (answer) => {
      read(answer).then((text) => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${answer.statusCode}: ${text}`));
      }, reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

async function read(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) text += chunk;
  return text;
}

async function uploadMany(url: string, count: number): Promise<number> {
  // Connections of the round before may have been closed by the other side meanwhile.
  agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let left = count;
  const start = performance.now();
  const line = async () => {
    while (left-- > 0) await upload(url);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  agent.destroy();
  return (count * SIZE) / 1e6 / ((performance.now() - start) / 1000);
}

process.on('message', ({ url, count }: { url: string; count: number }) => {
  uploadMany(url, count).then(
    (megabytesPerSecond) => process.send?.({ megabytesPerSecond }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
