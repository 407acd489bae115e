#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ImagesServer, startImagesServer } from './server.ts';

const USAGE = `Usage: tintype-server [options]

Cloudflare's Images API on this machine.

  --port <number>    port to listen on, 0 for any free one (default 8787)
  --host <address>   address to listen on (default 127.0.0.1)
  --dir <path>       folder for records and pictures (default ./images)
  --account <id>     account id in the API's paths (default "local")
  --token <token>    API token that callers must send (default: a random one, printed)
  --public-url <url> origin of the URLs in answers, where people reach it under another one
  --help             this text`;

const options = readOptions();
if (options.help) {
  console.log(USAGE);
} else {
  await run();
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        dir: { type: 'string', default: './images' },
        account: { type: 'string', default: 'local' },
        token: { type: 'string' },
        'public-url': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function run(): Promise<void> {
  const token = options.token ?? randomUUID();
  const dir = path.resolve(options.dir);
  try {
    const { host, account: accountId } = options;
    const port = Number(options.port);
    const publicURL = options['public-url'];
    const server = await startImagesServer({ port, host, dir, accountId, token, publicURL });
    const secret = options.token ? '' : `, token ${token}`;
    console.log(
      `Images API: ${server.apiBaseURL} (account ${accountId}${secret}, pictures in ${dir})`,
    );
    stopOnSignal(server);
  } catch (error) {
    console.error(`tintype-server could not start: ${messageOf(error)}`);
    process.exit(error instanceof TypeError ? 2 : 1);
  }
}

function stopOnSignal(server: ImagesServer): void {
  const stop = async () => {
    await server.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
