import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createCommitQueue } from './commit-queue.ts';

function open(syncLog: () => Promise<void>) {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE names (name TEXT NOT NULL UNIQUE)');
  const queue = createCommitQueue(database, syncLog);
  const add = (name: string) =>
    queue.add({
      write: () => database.prepare('INSERT INTO names VALUES (?)').run(name),
      undo: () => database.prepare('DELETE FROM names WHERE name = ?').run(name),
    });
  const names = () =>
    database
      .prepare('SELECT name FROM names ORDER BY name')
      .all()
      .map(({ name }) => name);
  const level = () => database.prepare('PRAGMA synchronous').get()?.synchronous;
  return { add, names, level, database };
}

describe('a commit queue', () => {
  it('resolves once the log is durable, and not before', async () => {
    const events: string[] = [];
    let reach = () => {};
    const log = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const { add, names } = open(() => {
      events.push('log is written');
      return log;
    });
    const done = add('a').then(() => events.push('done'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(events).toEqual(['log is written']);
    expect(names()).toEqual(['a']);
    reach();
    await done;
    expect(events).toEqual(['log is written', 'done']);
  });

  it('waits for the disk once for many, and refuses one without the others', async () => {
    let syncs = 0;
    const { add, names } = open(async () => {
      syncs += 1;
    });
    const results = await Promise.allSettled(['a', 'b', 'a', 'c'].map(add));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(syncs).toBe(1);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('takes back what did not become durable, and goes on', async () => {
    let fails = true;
    const { add, names } = open(async () => {
      if (fails) throw new Error('the disk is gone');
    });
    const lost = await Promise.allSettled([add('a'), add('b')]);
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(names()).toEqual([]);
    fails = false;
    await add('a');
    expect(names()).toEqual(['a']);
  });

  it('leaves SQLite to wait for the disk in all other commits', async () => {
    const { add, level, database } = open(async () => undefined);
    database.exec('PRAGMA synchronous = FULL');
    await add('a');
    expect(level()).toBe(2);
    await expect(add('a')).rejects.toThrow('UNIQUE');
    expect(level()).toBe(2);
  });
});
