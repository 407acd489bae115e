import type { IncomingMessage, ServerResponse } from 'node:http';
import { RenderRefusal } from '../variants/render-refusal.ts';
import { isKnown, pictureHeaders } from './answer-headers.ts';
import { refuse } from './delivery-error.ts';
import { factsHeaders, pictureFacts } from './picture-facts.ts';
import {
  createFileFinder,
  type FileStores,
  type FindFile,
  type PictureFile,
} from './picture-file.ts';
import {
  notFound,
  type PictureRequest,
  type RequestStores,
  readPictureRequest,
} from './read-request.ts';
import { sendFile } from './send-file.ts';

/** What delivery reads. */
export type DeliveryStores = RequestStores & FileStores;

/** How to deliver. */
export interface DeliveryOptions {
  /** The account's name in delivery URLs. */
  hash: string;
  stores: DeliveryStores;
}

/**
 * Answers a request for a picture. It never fails: what goes wrong becomes an answer.
 *
 * It works on Node's own objects, since most requests are for files that are there already, and would
 * spend more time in wrappers than in reading them.
 */
export type Deliver = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/**
 * Makes what delivers `/{hash}/{id}/{variant or options}`, and the same below
 * `/cdn-cgi/imagedelivery`: a picture in one of its variants, in the best format that the client can
 * read.
 */
export function createDelivery({ hash, stores }: DeliveryOptions): Deliver {
  const find = createFileFinder(stores);
  return async (incoming, outgoing) => {
    try {
      if (answersMethod(incoming, outgoing)) return;
      const request = readPictureRequest(incoming.url ?? '/', hash, stores);
      if (answersFacts(request, outgoing)) return;
      await answerFile({ incoming, outgoing }, request, stores, find);
    } catch (error) {
      fail(outgoing, error);
    }
  };
}

const METHODS = 'GET, HEAD, OPTIONS';

/** Answers whatever is neither GET nor HEAD. */
function answersMethod({ method }: IncomingMessage, outgoing: ServerResponse): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  outgoing.setHeader('Allow', METHODS);
  if (method !== 'OPTIONS') {
    refuse(outgoing, new RenderRefusal(405, 9424, 'Pictures can only be read: use GET'));
    return true;
  }
  outgoing.writeHead(204, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Allow-Headers': 'Range, If-None-Match, If-Range',
  });
  outgoing.end();
  return true;
}

/** Answers `format=json`, for which no file is needed. */
function answersFacts(
  { record, wanted, caching }: PictureRequest,
  outgoing: ServerResponse,
): boolean {
  if (wanted.kind !== 'flexible' || !wanted.wantsFacts) return false;
  const facts = pictureFacts(record, wanted.rendition);
  outgoing.writeHead(200, factsHeaders(facts, caching)).end(facts);
  return true;
}

interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

async function answerFile(
  { incoming, outgoing }: Exchange,
  { record, wanted, caching }: PictureRequest,
  stores: DeliveryStores,
  find: FindFile,
): Promise<void> {
  const found = await find(record, wanted, incoming.headers.accept ?? '');
  const { file, mediaType, etag } = found;
  const headers = pictureHeaders(mediaType, etag, caching);
  if (isKnown(incoming, etag)) {
    outgoing.writeHead(304, headers).end();
    return;
  }
  const send = () => sendFile(incoming, outgoing, { file, etag, headers });
  try {
    await send();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await make(found, record, stores);
    await send();
  }
}

/**
 * Makes a file that is not there yet. Its picture may be deleted meanwhile; then nothing stays. It may
 * also have got another id, under which the files are still good.
 */
async function make(
  { make: render }: PictureFile,
  { id, key }: PictureRequest['record'],
  { records, variantFiles }: DeliveryStores,
): Promise<void> {
  const isGone = () => records.get(id)?.key !== key;
  try {
    if (!render) throw new Error(`the file of image ${id} is missing`);
    await render();
  } catch (error) {
    throw isGone() ? notFound() : error;
  }
  if (!isGone()) return;
  if (!records.hasKey(key)) await variantFiles.discard(key);
  throw notFound();
}

function fail(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
  } else if (error instanceof RenderRefusal) {
    refuse(outgoing, error);
  } else {
    console.error('Tintype server:', error);
    refuse(outgoing, new RenderRefusal(500, 9523, 'Internal error'));
  }
}
