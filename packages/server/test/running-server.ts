import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Envelope, Image } from '@tintype/core/images';
import { onTestFinished } from 'vitest';
import { type ImagesServer, type ImagesServerOptions, startImagesServer } from '../src/index.ts';

const require = createRequire(import.meta.url);

/** A real camera photo of the `exif` package. */
export function photo(name: string): Buffer<ArrayBuffer> {
  return readFileSync(require.resolve(`exif/test/${name}`));
}

/** A folder that is removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'tintype-server-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A server on a free port, with what a test needs to talk to it. */
export interface RunningServer extends ImagesServer {
  dir: string;
  images: string;
  call(pathOrURL: string, init?: RequestInit): Promise<Response>;
  upload(file: Blob | null, fields?: Record<string, string>, name?: string): Promise<Answer<Image>>;
}

export interface Answer<Result> {
  status: number;
  headers: Headers;
  body: Envelope<Result>;
  /** The result. Fails the test where there is none. */
  result: Result;
  /** The first error's number. */
  code: number | undefined;
  message: string;
}

export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353';
export const TOKEN = 'a-token-for-tests';

export async function runServer(
  options: Partial<ImagesServerOptions> = {},
): Promise<RunningServer> {
  const dir = options.dir ?? (await temporaryFolder());
  const server = await startImagesServer({
    port: 0,
    accountId: ACCOUNT,
    token: TOKEN,
    ...options,
    dir,
  });
  onTestFinished(server.close);
  const images = `${server.apiBaseURL}/accounts/${ACCOUNT}/images`;
  const call = (target: string, init: RequestInit = {}) =>
    fetch(target.startsWith('http') ? target : images + target, {
      ...init,
      headers: { Authorization: `Bearer ${TOKEN}`, ...init.headers },
    });
  return {
    ...server,
    dir,
    images,
    call,
    async upload(file, fields = {}, name = 'photo.jpg') {
      const body = new FormData();
      for (const [field, value] of Object.entries(fields)) body.append(field, value);
      if (file) body.append('file', file, name);
      return readAnswer<Image>(await call('/v1', { method: 'POST', body }));
    },
  };
}

export async function readAnswer<Result>(response: Response): Promise<Answer<Result>> {
  const body = (await response.json()) as Envelope<Result>;
  return {
    status: response.status,
    headers: response.headers,
    body,
    get result(): Result {
      if (body.success) return body.result;
      throw new Error(`no result: ${JSON.stringify(body)}`);
    },
    code: body.errors[0]?.code,
    message: body.errors[0]?.message ?? '',
  };
}

/** Every file of the data folder that holds bytes of pictures. */
export function filesOf(dir: string): string[] {
  return ['originals', 'variants'].flatMap((folder) =>
    readdirSync(path.join(dir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
}
