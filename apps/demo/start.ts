import path from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { type Stack, startStack } from './stack.ts';

const DEFAULT_PORT = 5173;

try {
  await start();
} catch (error) {
  console.error(`The demo could not start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

async function start(): Promise<void> {
  const port = readPort(process.env.PORT);
  const publicURL = `http://localhost:${port}`;
  const dir = process.env.TINTYPE_DIR ?? path.join(import.meta.dirname, '../../.tintype/images');
  const stack = await startStack({ dir: path.resolve(dir), publicURL });
  const site = await serve(port, stack);
  console.log(`Tintype demo: ${publicURL} (${stack.description})`);
  stopOnSignal(site, stack);
}

function readPort(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT must be a number from 1 to 65535, but it is "${text}".`);
}

async function serve(port: number, stack: Stack): Promise<ViteDevServer> {
  const site = await createServer({
    configFile: path.join(import.meta.dirname, 'vite.config.ts'),
    configLoader: 'native',
    logLevel: 'warn',
    server: { port, strictPort: true, host: 'localhost' },
    plugins: [
      {
        name: 'tintype-stack',
        configureServer({ middlewares }) {
          for (const [prefix, handler] of Object.entries(stack.routes)) {
            middlewares.use((request, response, next) => {
              if (request.url?.startsWith(prefix)) handler(request, response);
              else next();
            });
          }
        },
      },
    ],
  });
  try {
    return await site.listen();
  } catch (error) {
    await Promise.all([site.close(), stack.close()]);
    if (!/already in use/.test(String(error))) throw error;
    throw new Error(
      `port ${port} is already in use. Set PORT to another one, or stop what uses it.`,
      {
        cause: error,
      },
    );
  }
}

function stopOnSignal(site: ViteDevServer, stack: Stack): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await Promise.all([site.close(), stack.close()]);
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
