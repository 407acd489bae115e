import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  build,
  createServer,
  defaultClientConditions,
  type InlineConfig,
  type Plugin,
  preview,
  type ViteDevServer,
} from 'vite';
import { type Stack, startStack } from './stack.ts';

const DEFAULT_PORT = 5173;

/** What serves the pages. */
interface Site {
  close(): Promise<void>;
}

try {
  await start(process.argv.includes('--built'));
} catch (error) {
  console.error(`The demo could not start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

/** @param built - Serves the pages as a build makes them, instead of each module as it is written. */
async function start(built: boolean): Promise<void> {
  const port = readPort(process.env.PORT);
  const publicURL = `http://localhost:${port}`;
  const dir = process.env.TINTYPE_DIR ?? path.join(import.meta.dirname, '../../.tintype/images');
  const stack = await startStack({ dir: path.resolve(dir), publicURL });
  const site = await serve(port, stack, built ? serveBuild : serveModules);
  console.log(`Tintype demo: ${publicURL} (${stack.description})`);
  stopOnSignal(site, stack);
}

function readPort(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT must be a number from 1 to 65535, but it is "${text}".`);
}

async function serve(
  port: number,
  stack: Stack,
  serveSite: (config: InlineConfig) => Promise<Site>,
): Promise<Site> {
  const address = { port, strictPort: true, host: 'localhost' };
  try {
    return await serveSite({
      configFile: path.join(import.meta.dirname, 'vite.config.ts'),
      configLoader: 'native',
      logLevel: 'warn',
      server: address,
      preview: address,
      plugins: [serveStack(stack)],
    });
  } catch (error) {
    await stack.close();
    if (!/already in use/.test(String(error))) throw error;
    throw new Error(
      `port ${port} is already in use. Set PORT to another one, or stop what uses it.`,
      {
        cause: error,
      },
    );
  }
}

function serveStack({ routes }: Stack): Plugin {
  const answerIn = ({ middlewares }: Pick<ViteDevServer, 'middlewares'>) => {
    for (const [prefix, handler] of Object.entries(routes)) {
      middlewares.use((request, response, next) => {
        if (request.url?.startsWith(prefix)) handler(request, response);
        else next();
      });
    }
  };
  return { name: 'tintype-stack', configureServer: answerIn, configurePreviewServer: answerIn };
}

async function serveModules(config: InlineConfig): Promise<Site> {
  const server = await createServer(config);
  try {
    return await server.listen();
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function serveBuild(config: InlineConfig): Promise<Site> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'tintype-demo-'));
  const built = {
    ...config,
    // The packages as they are now, whether or not somebody has built them.
    resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
    // A build for tests has React's warnings in it.
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 1000 },
  };
  const forget = () => rmSync(outDir, { recursive: true, force: true });
  try {
    await build(built);
    const server = await preview(built);
    return { close: () => server.close().finally(forget) };
  } catch (error) {
    forget();
    throw error;
  }
}

function stopOnSignal(site: Site, stack: Stack): void {
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
