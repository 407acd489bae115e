import type { IncomingMessage } from 'node:http';
import { badRequest, limits } from '@tintype/core/images';
import type { OpenArrivingFile } from '../originals/arriving-file.ts';
import { inspectPicture } from '../originals/inspect-picture.ts';
import type { OriginalFiles } from '../originals/original-files.ts';
import { DuplicateIdError } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';
import { fetchPicture, type RemoteOptions } from '../remote/fetch-picture.ts';
import { alreadyExists } from './already-exists.ts';
import { type NamedFile, type ReceivedForm, receiveForm } from './receive-form.ts';
import type { Timeouts } from './timeouts.ts';

/** What the bytes of a picture say about it. */
export type PictureFacts = Pick<
  ImageRecord,
  'key' | 'filename' | 'uploaded' | 'mediaType' | 'size' | 'width' | 'height'
>;

/** Where pictures come in. */
export interface Intake {
  originals: OriginalFiles;
  /** How pictures are fetched from a `url`; where it is left out, they are not. */
  remote?: RemoteOptions | undefined;
  timeouts?: Timeouts | undefined;
}

/**
 * Takes in the picture of a multipart form, or the one that its `url` leads to. Its bytes are durable
 * before `record` is called, which makes it known; when anything fails, nothing is left of it.
 *
 * @param record - Writes the record, durably, and answers with it.
 * @throws ApiRefusal when the picture is refused.
 */
export async function receivePicture(
  request: IncomingMessage,
  intake: Intake,
  record: (facts: PictureFacts, fields: ReadonlyMap<string, string>) => Promise<ImageRecord>,
): Promise<ImageRecord> {
  const { originals } = intake;
  const key = originals.newKey();
  const openFile = () => originals.open(key);
  try {
    const form = await receiveForm(request, openFile, intake.timeouts);
    const { name, size, durable } = await findPicture(form, openFile, intake);
    // The disk is at work meanwhile.
    const inspected = await inspectPicture(originals.path(key));
    const facts = { ...inspected, key, size, filename: shorten(name) };
    const uploaded = new Date().toISOString();
    await durable;
    return await record({ ...facts, uploaded }, form.fields);
  } catch (error) {
    await discard(key, originals);
    throw error instanceof DuplicateIdError ? alreadyExists() : error;
  }
}

async function findPicture(
  { file, fields }: ReceivedForm,
  openFile: OpenArrivingFile,
  intake: Intake,
): Promise<NamedFile> {
  const url = intake.remote && fields.get('url')?.trim();
  if (file && url) throw badRequest('the form has a file and a url; send one of them');
  if (url) return await fetchPicture(url, openFile, intake.remote);
  if (!file) {
    const orURL = intake.remote ? ', or its address as "url"' : '';
    throw badRequest(`the form has no file: send the picture as a part named "file"${orURL}`);
  }
  if (file.size === 0) throw badRequest('the file is empty');
  return file;
}

/** Cut between characters, not within one. */
function shorten(name: string): string {
  return name.slice(0, limits.filename).toWellFormed();
}

/** A disk that cannot be written to keeps what arrived; it is removed at the next start. */
async function discard(key: string, originals: OriginalFiles): Promise<void> {
  try {
    await originals.discard(key);
  } catch (error) {
    console.error('Tintype server: what is left of a refused picture cannot be removed:', error);
  }
}
