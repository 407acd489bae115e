import { type DBSchema, openDB } from 'idb';

interface Schema extends DBSchema {
  files: { key: string; value: File };
}

// Where it is not over by then, an earlier trial has blocked the database, or this one has. A machine
// that is merely busy needs a second or two, and must not be taken for one that keeps no files.
const PATIENCE = 4000;

/**
 * Whether files can be kept as such. WebKit refuses them in private windows, and may then never end the
 * transaction nor begin another on the same store. So this is tried in a database that nobody needs.
 */
export async function canKeepFiles(): Promise<boolean> {
  const tooLate = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE, false));
  return Promise.race([tryFile(), tooLate]);
}

async function tryFile(): Promise<boolean> {
  try {
    const database = await openDB<Schema>('tintype trial', 1, {
      upgrade: (fresh) => void fresh.createObjectStore('files'),
    });
    const key = crypto.randomUUID();
    await database.put('files', new File(['.'], 'trial'), key);
    await database.delete('files', key);
    database.close();
    return true;
  } catch (error) {
    // Where there is no room, each picture will be told so.
    return (error as Error).name === 'QuotaExceededError';
  }
}
