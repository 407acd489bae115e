import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** What lies between the browsers and the demo. */
export interface HeldNetwork {
  origin: string;
  /** From now on only the beginning of what somebody sends gets through, enough for a request without a picture. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

const BEGINNING = 32 * 1024;
const ROOMY = 256 * 1024;

/** Passes everything on to a port of this machine. */
export async function startHeldNetwork(port: number): Promise<HeldNetwork> {
  let held: PromiseWithResolvers<void> | undefined;
  const open = new Set<Socket>();
  // The system makes room for megabytes where it has seen so many, and they would count as sent.
  const roomy = () => [...open].filter(({ bytesRead }) => bytesRead > ROOMY);
  const server = createServer((client) => {
    open.add(client.once('close', () => open.delete(client)));
    const demo = connect(port, 'localhost');
    // Since the last answer: a page sends many small requests over one connection.
    let sent = 0;
    demo.on('data', () => {
      sent = 0;
    });
    const withHolds = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        sent = held ? sent + chunk.length : 0;
        if (sent > BEGINNING) await held?.promise;
        yield chunk;
      }
    };
    // Whoever hangs up on one side has hung up on the other.
    pipeline(client, withHolds, demo).catch(() => client.destroy());
    pipeline(demo, client).catch(() => demo.destroy());
  });
  const release = () => {
    held?.resolve();
    held = undefined;
  };
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    hold() {
      for (const client of roomy()) client.destroy();
      held ??= Promise.withResolvers();
    },
    release,
    async close() {
      release();
      for (const client of open) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
