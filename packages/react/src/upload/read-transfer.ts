import { fromEvent } from 'file-selector';

/** What is read of a drop or a paste. */
export interface Transferring {
  type: string;
  dataTransfer?: Pick<DataTransfer, 'files'> | null;
  clipboardData?: Pick<DataTransfer, 'files'> | null;
}

/**
 * All files that are dropped or pasted, those in folders as well. Where a folder cannot be read, it comes
 * as the browser lists it, so that it is refused in sight, and nothing beside it is lost.
 */
export async function readTransfer(event: Transferring): Promise<File[]> {
  // At once, for browsers empty it after the event.
  const listed = Array.from((event.dataTransfer ?? event.clipboardData)?.files ?? []);
  try {
    return (await fromEvent(event)) as File[];
  } catch {
    return listed;
  }
}
