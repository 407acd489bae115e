/** A folder as people drop it, with what is in it. */
export interface Folder {
  name: string;
  entries: readonly (File | Folder)[];
}

/**
 * Makes a folder for `dropFiles`.
 *
 * @example
 * ```ts
 * await dropFiles(zone, [createFolder('holiday', [createJPEG(), createFolder('raw', [])])]);
 * ```
 */
export function createFolder(name: string, entries: Folder['entries']): Folder {
  return { name, entries };
}

/** The entry of the File and Directory Entries API, as browsers give it to whoever reads a drop. */
export function entryOf(dropped: File | Folder, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${dropped.name}`;
  const facts = { name: dropped.name, fullPath };
  const entry =
    dropped instanceof File
      ? { ...facts, isFile: true, isDirectory: false, file: giver(dropped) }
      : {
          ...facts,
          isFile: false,
          isDirectory: true,
          createReader: () => reader(dropped, fullPath),
        };
  return entry as unknown as FileSystemEntry;
}

function giver(file: File) {
  return (give: (file: File) => void) => queueMicrotask(() => give(file));
}

/** Browsers give a hundred entries at a time, and none at the end. */
const AT_ONCE = 100;

function reader({ entries }: Folder, path: string) {
  let done = 0;
  return {
    readEntries(give: (entries: FileSystemEntry[]) => void) {
      const next = entries.slice(done, done + AT_ONCE).map((one) => entryOf(one, path));
      done += next.length;
      queueMicrotask(() => give(next));
    },
  };
}
