import { connect, type Socket } from 'node:net';

/** One request after another on one connection, with as little work as possible around it. */
class Lane {
  readonly #socket: Socket;
  #awaited = 0;
  #head = '';
  #done: () => void = () => undefined;

  constructor({ hostname, port }: URL) {
    this.#socket = connect(Number(port), hostname);
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (bytes: Buffer) => this.#take(bytes));
  }

  ask(request: string): Promise<void> {
    this.#awaited = 0;
    this.#head = '';
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#socket.write(request);
    });
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.#awaited === 0) {
      this.#head += bytes.toString('latin1');
      const end = this.#head.indexOf('\r\n\r\n');
      if (end === -1) return;
      if (!this.#head.startsWith('HTTP/1.1 200')) throw new Error(this.#head.slice(0, 200));
      const length = Number(/content-length: (\d+)/i.exec(this.#head)?.[1]);
      this.#awaited = length - (this.#head.length - end - 4);
    } else {
      this.#awaited -= bytes.length;
    }
    if (this.#awaited === 0) this.#done();
  }
}

/** Asks for a file again and again. Milliseconds for all. */
export async function load(url: string, requests: number, atOnce: number): Promise<number> {
  const target = new URL(url);
  const request = `GET ${target.pathname} HTTP/1.1\r\nHost: ${target.host}\r\nAccept: image/webp,*/*\r\n\r\n`;
  const lanes = Array.from({ length: atOnce }, () => new Lane(target));
  const begun = performance.now();
  let left = requests;
  await Promise.all(
    lanes.map(async (lane) => {
      while (left-- > 0) await lane.ask(request);
    }),
  );
  const took = performance.now() - begun;
  for (const lane of lanes) lane.end();
  return took;
}
