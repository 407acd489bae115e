import { expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import { createItem, type UploadItem } from './item.ts';
import { totalsOf } from './totals.ts';

function item(
  status: 'uploading' | 'queued' | 'canceled',
  bytes: number,
  progress: number,
): UploadItem {
  return { ...createItem(new File([new Uint8Array(bytes)], 'a.jpg')), status, progress };
}

it('weighs by bytes', () => {
  const totals = totalsOf([item('uploading', 9000, 0.5), item('queued', 1000, 0)], null);
  expect(totals).toEqual({
    loaded: 4500,
    total: 10_000,
    ratio: 0.45,
    bytesPerSecond: null,
    secondsLeft: null,
  });
});

it('leaves out what will not arrive', () => {
  const failed: UploadItem = {
    ...item('queued', 5000, 0),
    status: 'failed',
    error: new UploadError('network', 'x'),
  };
  expect(
    totalsOf([item('canceled', 5000, 0.5), failed, item('uploading', 1000, 0.25)], null),
  ).toMatchObject({
    loaded: 250,
    total: 1000,
  });
});

it('tells the time that is left from the speed, and neither where nothing is left', () => {
  expect(totalsOf([item('uploading', 10_000, 0.5)], 500)).toMatchObject({
    bytesPerSecond: 500,
    secondsLeft: 10,
  });
  expect(totalsOf([], 500)).toEqual({
    loaded: 0,
    total: 0,
    ratio: 0,
    bytesPerSecond: null,
    secondsLeft: null,
  });
});
