import type { UploadError } from '../errors/upload-error.ts';
import type { UploadItem, UploadStatus } from '../queue/item.ts';
import { requestIdOf } from './request-id.ts';

/** What every event tells. */
export interface UploadEventFacts {
  /** The item's. */
  id: string;
  /** The file's. */
  name: string;
  /** When it happened, in milliseconds since the epoch. */
  time: number;
}

/** What every event of an attempt tells. */
export interface AttemptEventFacts extends UploadEventFacts {
  /** Counted from 1. */
  attempt: number;
  /** What the endpoint got as `X-Request-Id` in this attempt. A Tintype relay tells its own events under it. */
  requestId: string;
}

/**
 * How long a picture was in each status so far, in milliseconds, all of its attempts together; and
 * `total`, since it was added.
 */
export type UploadTimings = Readonly<Partial<Record<UploadStatus, number>>> & {
  readonly total: number;
};

/** It was chosen, or is looked at once more. */
export interface AddedEvent extends UploadEventFacts {
  type: 'added';
  /** Bytes of the file as chosen. */
  size: number;
  /** What the browser takes the file for, by its name. */
  mediaType: string;
}

/** It is ready to be sent. */
export interface PreparedEvent extends UploadEventFacts {
  type: 'prepared';
  /** Bytes that are sent. */
  size: number;
  /** Milliseconds that it took. */
  duration: number;
}

/** It may not come in, or could not be prepared. */
export interface RejectedEvent extends UploadEventFacts {
  type: 'rejected';
  error: UploadError;
}

/** An attempt begins. */
export interface AttemptEvent extends AttemptEventFacts {
  type: 'attempt';
}

/** All of its bytes are out. */
export interface SentEvent extends AttemptEventFacts {
  type: 'sent';
  /** Milliseconds since the attempt began. */
  duration: number;
}

/** The attempt failed, and another one follows. */
export interface RetryEvent extends AttemptEventFacts {
  type: 'retry';
  error: UploadError;
  /** Milliseconds until the next attempt. */
  delay: number;
}

/** The service has stored it. */
export interface DoneEvent extends AttemptEventFacts {
  type: 'done';
  /** The stored image's. */
  imageId: string;
  timings: UploadTimings;
}

/** It was given up. */
export interface FailedEvent extends AttemptEventFacts {
  type: 'failed';
  error: UploadError;
  timings: UploadTimings;
}

/** Somebody, or the loss of the network, has stopped it for now. */
export interface PausedEvent extends UploadEventFacts {
  type: 'paused';
}

/** Somebody has stopped it for good. */
export interface CanceledEvent extends UploadEventFacts {
  type: 'canceled';
}

/** Something that has happened to a picture, for logs and traces, told apart by `type`. */
export type UploadEvent =
  | AddedEvent
  | PreparedEvent
  | RejectedEvent
  | AttemptEvent
  | SentEvent
  | RetryEvent
  | DoneEvent
  | FailedEvent
  | PausedEvent
  | CanceledEvent;

/** Is told of each change of status, with the time at which it happened. */
export type TellEvent = (now: UploadItem | null, before: UploadItem | null, time: number) => void;

interface Course {
  added: number;
  /** When the status of now began. */
  since: number;
  spent: Partial<Record<UploadStatus, number>>;
}

/** Makes events of changes. */
export function createUploadEvents(emit: (event: UploadEvent) => void): TellEvent {
  const courses = new Map<string, Course>();

  function spend({ id, status }: UploadItem, time: number): number {
    const course = courses.get(id) ?? { added: time, since: time, spent: {} };
    courses.set(id, course);
    const duration = time - course.since;
    course.since = time;
    course.spent[status] = (course.spent[status] ?? 0) + duration;
    return duration;
  }

  function timingsOf(id: string, time: number): UploadTimings {
    const { spent = {}, added = time } = courses.get(id) ?? {};
    return { ...spent, total: time - added };
  }

  return (now, before, time) => {
    if (!now) return void courses.delete(before?.id ?? '');
    // What was stored before the page began has no history.
    if (!before && now.status === 'done') return;
    const duration = spend(before ?? now, time);
    const event = eventOf(now, before, { time, duration, timings: timingsOf(now.id, time) });
    if (event) emit(event);
    if (now.status === 'done') courses.delete(now.id);
  };
}

function eventOf(
  item: UploadItem,
  before: UploadItem | null,
  { time, duration, timings }: { time: number; duration: number; timings: UploadTimings },
): UploadEvent | null {
  const { id, file, size, attempt } = item;
  const facts = { id, name: file.name, time };
  const attempted = { ...facts, attempt, requestId: requestIdOf(item) };
  switch (item.status) {
    case 'preparing':
      return { ...facts, type: 'added', size: file.size, mediaType: file.type };
    case 'queued':
      // It is queued again after a retry or a pause, which has an event of its own.
      return before?.status === 'preparing' ? { ...facts, type: 'prepared', size, duration } : null;
    case 'rejected':
      return { ...facts, type: 'rejected', error: item.error };
    case 'uploading':
      return { ...attempted, type: 'attempt' };
    case 'processing':
      return { ...attempted, type: 'sent', duration };
    case 'retrying':
      return { ...attempted, type: 'retry', error: item.error, delay: item.retryAt - time };
    case 'done':
      return { ...attempted, type: 'done', imageId: item.image.id, timings };
    case 'failed':
      return { ...attempted, type: 'failed', error: item.error, timings };
    case 'paused':
      return { ...facts, type: 'paused' };
    case 'canceled':
      return { ...facts, type: 'canceled' };
  }
}
