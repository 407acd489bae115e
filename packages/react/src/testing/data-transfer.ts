import { fileListOf } from './file-list.ts';
import { entryOf, type Folder } from './folder.ts';

/** What is dragged or pasted: jsdom has no `DataTransfer`, and none can be made that holds a folder. */
export function transferOf(dropped: readonly (File | Folder)[]): DataTransfer {
  const files = dropped.filter((one): one is File => one instanceof File);
  const transfer = {
    dropEffect: 'copy',
    effectAllowed: 'all',
    types: ['Files'],
    files: fileListOf(files),
    items: dropped.map(itemOf),
    getData: () => '',
    setData: () => undefined,
    clearData: () => undefined,
    setDragImage: () => undefined,
  };
  return transfer as unknown as DataTransfer;
}

function itemOf(dropped: File | Folder) {
  return {
    kind: 'file',
    type: dropped instanceof File ? dropped.type : '',
    getAsFile: () => (dropped instanceof File ? dropped : null),
    getAsString: () => undefined,
    webkitGetAsEntry: () => entryOf(dropped),
  };
}
