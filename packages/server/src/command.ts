import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from './folder/backup.ts';
import { type ImagesServer, startImagesServer } from './server.ts';

const USAGE = `Usage: tintype-server [options]
       tintype-server backup --dir <path> --to <path>

Cloudflare's Images API on this machine. "backup" copies a folder, also while a server runs on it; to restore
is to start a server on the copy.

  --port <number>    port to listen on, 0 for any free one (default 8787)
  --host <address>   address to listen on (default 127.0.0.1)
  --dir <path>       folder for records and images (default ./images; put it into .gitignore)
  --account <id>     account id in the API's paths (default "local")
  --token <token>    API token that callers must send (default: a random one, printed)
  --public-url <url> origin of the URLs in answers, where people reach it under another one
  --log              write a line of JSON for each request
  --allow-private-host <host>
                     host on a private network that uploads by url may come from (repeatable)
  --admin-token <token>
                     token of the admin routes, by which faults are changed (default: no such routes)
  --to <path>        where the backup goes; must not be there yet
  --help             this text`;

/** Does what the command line asks for. */
export async function runCommand(): Promise<void> {
  const options = readOptions();
  if (options.help) console.log(USAGE);
  else if (options.command === 'backup') await copyFolder(options);
  else await run(options);
}

type CommandOptions = ReturnType<typeof readOptions>;

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '8787' },
        host: { type: 'string', default: '127.0.0.1' },
        dir: { type: 'string', default: './images' },
        account: { type: 'string', default: 'local' },
        token: { type: 'string' },
        'public-url': { type: 'string' },
        log: { type: 'boolean', default: false },
        'allow-private-host': { type: 'string', multiple: true },
        'admin-token': { type: 'string' },
        to: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const [command, ...rest] = positionals;
    if ((command && command !== 'backup') || rest.length > 0) {
      throw new TypeError(`Unexpected argument '${rest[0] ?? command}'`);
    }
    return { ...values, command };
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

async function run(options: CommandOptions): Promise<void> {
  const token = options.token ?? randomUUID();
  const dir = path.resolve(options.dir);
  try {
    const server = await startImagesServer({
      port: Number(options.port),
      host: options.host,
      dir,
      accountId: options.account,
      token,
      publicURL: options['public-url'],
      log: options.log,
      allowPrivateHosts: options['allow-private-host'],
      adminToken: options['admin-token'],
    });
    const secret = options.token ? '' : `, token ${token}`;
    console.log(
      `Images API: ${server.apiBaseURL} (account ${options.account}${secret}, images in ${dir}${hintFor(dir)})`,
    );
    stopOnSignal(server);
  } catch (error) {
    console.error(`tintype-server could not start: ${messageOf(error)}`);
    process.exit(error instanceof TypeError ? 2 : 1);
  }
}

/** A folder within the app's own would be committed with it. */
function hintFor(dir: string): string {
  const inside = path.relative(process.cwd(), dir);
  const isInside = inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside);
  return isInside ? `; add /${inside.replaceAll(path.sep, '/')}/ to .gitignore` : '';
}

async function copyFolder({ dir, to }: CommandOptions): Promise<void> {
  try {
    if (!to) throw new TypeError('name the folder that the backup goes to: --to <path>');
    const { images, copied } = await backUp(path.resolve(dir), path.resolve(to));
    console.log(
      `Backup: ${images} images in ${path.resolve(to)} (${copied} copied, the rest linked)`,
    );
  } catch (error) {
    console.error(`tintype-server could not make a backup: ${messageOf(error)}`);
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
