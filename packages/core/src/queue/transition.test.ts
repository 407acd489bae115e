import { describe, expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import type { Image } from '../images/image.ts';
import { createItem, type UploadItem, type UploadStatus } from './item.ts';
import { type ItemEvent, transition } from './transition.ts';

const error = new UploadError('network', 'cut');
const image: Image = {
  id: 'x',
  filename: 'a',
  uploaded: '',
  requireSignedURLs: false,
  variants: [],
};
const EVENTS: ItemEvent[] = [
  { type: 'inspected', width: 4, height: 3 },
  { type: 'previewed', previewUrl: 'blob:x' },
  { type: 'prepared', size: 7, prepared: 'copied' },
  { type: 'rejected', error },
  { type: 'started' },
  { type: 'reserved', directUpload: { id: 'd', uploadURL: 'https://upload.invalid/h/d' } },
  { type: 'progressed', ratio: 0.5 },
  { type: 'sent' },
  { type: 'stored', image },
  { type: 'postponed', error, retryAt: 7 },
  { type: 'failed', error },
  { type: 'paused' },
  { type: 'requeued' },
  { type: 'reopened' },
  { type: 'canceled' },
  { type: 'described', metadata: { caption: 'At dusk' } },
];
const STATUSES: UploadStatus[] = [
  'preparing',
  'queued',
  'uploading',
  'processing',
  'retrying',
  'paused',
  'done',
  'failed',
  'canceled',
  'rejected',
];

function itemIn(status: UploadStatus): UploadItem {
  const facts = { ...createItem(new File(['x'], 'a.jpg')), attempt: 2, progress: 0.2 };
  if (status === 'done') return { ...facts, status, image };
  if (status === 'failed' || status === 'rejected') return { ...facts, status, error };
  if (status === 'retrying') return { ...facts, status, error, retryAt: 1 };
  return { ...facts, status };
}

/** The whole machine once more, as a table: status and event to the next status. */
const TABLE: Record<UploadStatus, Partial<Record<ItemEvent['type'], UploadStatus>>> = {
  preparing: {
    inspected: 'preparing',
    prepared: 'queued',
    rejected: 'rejected',
    failed: 'failed',
    canceled: 'canceled',
  },
  queued: { started: 'uploading', paused: 'paused', canceled: 'canceled' },
  uploading: {
    reserved: 'uploading',
    progressed: 'uploading',
    sent: 'processing',
    stored: 'done',
    postponed: 'retrying',
    failed: 'failed',
    paused: 'paused',
    canceled: 'canceled',
  },
  processing: { stored: 'done', postponed: 'retrying', failed: 'failed', canceled: 'canceled' },
  retrying: {
    paused: 'paused',
    requeued: 'queued',
    canceled: 'canceled',
  },
  paused: { requeued: 'queued', canceled: 'canceled' },
  done: {},
  failed: { requeued: 'queued', reopened: 'preparing' },
  canceled: { reopened: 'preparing' },
  rejected: { reopened: 'preparing' },
};

/** What may come at any time; only a preview does not come to an item that was stopped. */
const ANY_TIME = { previewed: true, described: true };

function anyTime(status: UploadStatus, type: ItemEvent['type']): UploadStatus | undefined {
  return status === 'canceled' && type === 'previewed' ? undefined : status;
}

describe.each(STATUSES)('an item that is %s', (status) => {
  it.each(EVENTS)('$type', (event) => {
    const before = itemIn(status);
    const after = transition(before, event);
    const next = event.type in ANY_TIME ? anyTime(status, event.type) : TABLE[status][event.type];
    if (next === undefined) expect(after).toBe(before);
    else
      expect(after).toMatchObject({
        status: next,
        id: before.id,
        key: before.key,
        file: before.file,
      });
  });
});

it('carries an error or an image only where the status says so', () => {
  for (const status of STATUSES) {
    for (const event of EVENTS) {
      const after = transition(itemIn(status), event);
      expect('image' in after).toBe(after.status === 'done');
      expect('error' in after).toBe(['failed', 'rejected', 'retrying'].includes(after.status));
    }
  }
});

it('never lets progress go back, and says 1 only when the picture is stored', () => {
  let item = transition(itemIn('queued'), { type: 'started' });
  expect(item.progress).toBe(0);
  item = transition(item, { type: 'progressed', ratio: 0.6 });
  const later = transition(item, { type: 'progressed', ratio: 0.4 });
  expect(later).toBe(item);
  item = transition(item, { type: 'progressed', ratio: 1 });
  expect(item.progress).toBeLessThan(1);
  item = transition(item, { type: 'sent' });
  expect(item.progress).toBeLessThan(1);
  expect(transition(item, { type: 'stored', image }).progress).toBe(1);
});

it('counts nothing as sent while it waits to be sent again', () => {
  const item = transition(itemIn('uploading'), { type: 'progressed', ratio: 0.9 });
  const event = { type: 'postponed', error: new UploadError('network', 'x'), retryAt: 1 } as const;
  expect(item.progress).toBe(0.9);
  expect(transition(item, event).progress).toBe(0);
});

it('does not hold an interrupted attempt against an item, and gives all attempts back to a failed one', () => {
  expect(transition(itemIn('uploading'), { type: 'paused' }).attempt).toBe(1);
  expect(transition(itemIn('retrying'), { type: 'paused' }).attempt).toBe(2);
  expect(transition(itemIn('retrying'), { type: 'requeued' }).attempt).toBe(2);
  expect(transition(itemIn('failed'), { type: 'requeued' }).attempt).toBe(0);
});

it('gives every item an id and a key of its own, whatever its file', () => {
  const file = new File(['x'], 'image.jpg');
  const items = Array.from({ length: 100 }, () => createItem(file));
  expect(new Set(items.flatMap(({ id, key }) => [id, key])).size).toBe(200);
  expect(items[0]?.key).toMatch(/^[0-9a-f]{32}$/);
});
