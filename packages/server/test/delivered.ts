import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Image } from '@tintype/core/images';
import sharp, { type Metadata } from 'sharp';
import { type RunningServer, runServer } from './running-server.ts';

/** What a browser of today says that it reads. */
export const ALL_FORMATS = 'image/avif,image/webp,image/*,*/*;q=0.8';

/** An answer of delivery. */
export interface Delivered {
  response: Response;
  bytes: Buffer;
  text: string;
}

/** Asks delivery, by default as a client that says nothing of formats. */
export async function get(url: string, init: RequestInit = {}): Promise<Delivered> {
  const response = await fetch(url, { ...init, headers: { Accept: '*/*', ...init.headers } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { response, bytes, text: bytes.toString() };
}

/** Stores a picture. */
export async function store(
  server: RunningServer,
  bytes: Buffer,
  fields: Record<string, string> = {},
): Promise<Image> {
  return (await server.upload(new Blob([new Uint8Array(bytes)]), fields)).result;
}

/** Where a picture is in a variant or with options. */
export function urlOf(server: RunningServer, { id }: { id: string }, variant: string): string {
  return `${server.deliveryBaseURL}/${encodeURIComponent(id)}/${variant}`;
}

/** Calls the API with JSON. */
export async function tell(
  server: RunningServer,
  method: string,
  target: string,
  body: unknown,
): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await server.call(target, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

/** A server whose account has turned flexible variants on. */
export async function flexibleServer(): Promise<RunningServer> {
  const server = await runServer();
  await tell(server, 'PATCH', '/v1/config', { flexible_variants: true });
  return server;
}

/** What an answer's picture says of itself, with all of its frames. */
export function metadataOf(bytes: Buffer): Promise<Metadata> {
  return sharp(bytes, { animated: true }).metadata();
}

const COLOURS = ['#ff0000', '#00ff00', '#0000ff', '#ffffff'] as const;

/** A PNG of four quarters: red, green, blue and white. */
export async function quadrants(width: number, height: number): Promise<Buffer> {
  const quarter = { width: width / 2, height: height / 2, channels: 3 as const };
  const layers = COLOURS.map((background, index) => ({
    input: { create: { ...quarter, background } },
    left: index % 2 ? width / 2 : 0,
    top: index > 1 ? height / 2 : 0,
  }));
  return sharp({ create: { width, height, channels: 3, background: '#000' } })
    .composite(layers)
    .removeAlpha()
    .png()
    .toBuffer();
}

/** The colour at a place from 0 to 1, as a word where it is nearly one of the quarters'. */
export async function colourAt(bytes: Buffer, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const column = Math.min(info.width - 1, Math.floor(x * info.width));
  const row = Math.min(info.height - 1, Math.floor(y * info.height));
  const at = (row * info.width + column) * info.channels;
  const colour = [...data.subarray(at, at + 3)];
  const found = WORDS.find(([, rgb]) => rgb.every((v, i) => Math.abs(v - (colour[i] ?? 0)) < 40));
  return found?.[0] ?? colour.join(' ');
}

const WORDS: readonly (readonly [string, readonly number[]])[] = [
  ['red', [255, 0, 0]],
  ['green', [0, 255, 0]],
  ['blue', [0, 0, 255]],
  ['white', [255, 255, 255]],
  ['black', [0, 0, 0]],
];

/** A picture that lies beside the tests. */
export function fixture(name: string): Buffer {
  return readFileSync(path.join(import.meta.dirname, 'fixtures', name));
}
