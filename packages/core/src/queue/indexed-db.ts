import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type FileBytes, fileOf, readBytes } from './file-bytes.ts';
import { canKeepFiles } from './file-trial.ts';
import type { KeptItem, KeptState, OpenPersistence } from './persistence.ts';

interface State extends KeptState {
  queue: string;
  /** The page that it belongs to. */
  session: string;
  /** Where it stands in the queue. */
  place: number;
}

interface Schema extends DBSchema {
  states: { key: string; value: State; indexes: { queue: string } };
  // Apart, so that a change of state does not write the bytes once more.
  files: { key: string; value: File | FileBytes };
}

type Database = IDBPDatabase<Schema>;

// A page that is being reloaded keeps its lock for a moment; one that is alive keeps it for good.
const PATIENCE = 1500;

/**
 * Keeps items in IndexedDB. Each page holds a Web Lock for as long as it lives, so that only what was
 * left behind can be taken over, and only once.
 */
export const openIndexedDB: OpenPersistence = async (queue) => {
  if (!navigator.locks) throw new Error('This browser offers Web Locks to secure pages only.');
  const session = crypto.randomUUID();
  const [database, keepsFiles] = await Promise.all([openDatabase(), canKeepFiles()]);
  const release = await holdLock(lockName(queue, session));
  const write = createWriter(database, { queue, session }, keepsFiles);
  // What is changed or deleted must be there before.
  let putting: Promise<unknown> = Promise.resolve();

  async function adoptSession(from: string): Promise<KeptItem[]> {
    const signal = AbortSignal.timeout(PATIENCE);
    const name = lockName(queue, from);
    try {
      return await navigator.locks.request(name, { signal }, () =>
        takeOver(database, from, session),
      );
    } catch (error) {
      if (signal.aborted) return [];
      throw error;
    }
  }

  return {
    put(items) {
      const written = write(items);
      putting = Promise.allSettled([putting, written]);
      return written;
    },
    async update(state, file) {
      const bytes = file && (keepsFiles ? file : await readBytes(file));
      await putting;
      const transaction = database.transaction(['states', 'files'], 'readwrite');
      const states = transaction.objectStore('states');
      const kept = await states.get(state.id);
      if (kept) await states.put({ ...kept, ...state });
      if (kept && bytes) await transaction.objectStore('files').put(bytes, state.id);
      await transaction.done;
    },
    async delete(ids) {
      await putting;
      await remove(database, ids);
    },
    async adopt(take) {
      const states = await database.getAllFromIndex('states', 'queue', queue);
      const sessions = new Set(states.map((state) => state.session));
      sessions.delete(session);
      const adopt = async (from: string) => {
        const items = await adoptSession(from);
        if (items.length > 0) take(items);
      };
      await Promise.all([...sessions].map(adopt));
    },
    close() {
      release();
      database.close();
    },
  };
};

/** Writes items with their files, or with the bytes of those where the browser keeps no files. */
function createWriter(
  database: Database,
  of: Pick<State, 'queue' | 'session'>,
  keepsFiles: boolean,
) {
  let places = Date.now() * 1000;

  async function write(items: (readonly [KeptItem, File | FileBytes])[]): Promise<void> {
    const transaction = database.transaction(['states', 'files'], 'readwrite');
    const states = transaction.objectStore('states');
    const files = transaction.objectStore('files');
    const requests = items.flatMap(([{ file: _, ...state }, file]) => [
      states.put({ ...state, ...of, place: places++ }),
      files.put(file, state.id),
    ]);
    await Promise.all([...requests, transaction.done]);
  }

  return async (items: readonly KeptItem[]): Promise<void> => {
    if (keepsFiles) return write(items.map((item) => [item, item.file]));
    // One by one, for each is in memory as a whole.
    for (const item of items) await write([[item, await readBytes(item.file)]]);
  };
}

function openDatabase(): Promise<Database> {
  return openDB<Schema>('tintype', 1, {
    upgrade(database) {
      const states = database.createObjectStore('states', { keyPath: 'id' });
      states.createIndex('queue', 'queue');
      database.createObjectStore('files');
    },
  });
}

async function takeOver(database: Database, from: string, to: string): Promise<KeptItem[]> {
  const transaction = database.transaction(['states', 'files'], 'readwrite');
  const states = transaction.objectStore('states');
  const files = transaction.objectStore('files');
  const left = (await states.getAll()).filter(({ session }) => session === from);
  const items = await Promise.all(
    left.map(async (state) => {
      const file = await files.get(state.id);
      await (file ? states.put({ ...state, session: to }) : states.delete(state.id));
      return file && { state, file: fileOf(file) };
    }),
  );
  await transaction.done;
  return items
    .filter((item) => item !== undefined)
    .toSorted((one, other) => one.state.place - other.state.place)
    .map(({ state: { session: _, queue: __, place: ___, ...state }, file }) => ({
      ...state,
      file,
    }));
}

async function remove(database: Database, ids: readonly string[]): Promise<void> {
  const transaction = database.transaction(['states', 'files'], 'readwrite');
  const requests = ids.flatMap((id) => [
    transaction.objectStore('states').delete(id),
    transaction.objectStore('files').delete(id),
  ]);
  await Promise.all([...requests, transaction.done]);
}

function lockName(queue: string, session: string): string {
  return `tintype ${queue} ${session}`;
}

/** Resolves with what lets go of the lock. The end of the page does so, too. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => new Promise<void>((release) => resolve(release)))
      .catch(reject);
  });
}
