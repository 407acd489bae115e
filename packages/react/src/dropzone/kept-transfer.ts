import type { ClipboardEvent, DragEvent } from 'react';
import type { Transferring } from '../upload/read-transfer.ts';

type TransferEvent = DragEvent<HTMLElement> | ClipboardEvent<HTMLElement>;

/** What was dropped or pasted, out of reach of the browser, which empties it after the event. */
export function keepTransfer(event: TransferEvent): Transferring {
  const { type } = event;
  const transfer = transferOf(event);
  const kept = {
    types: ['Files'],
    items: Array.from(transfer?.items ?? [], keepItem),
    files: Array.from(transfer?.files ?? []) as unknown as FileList,
  };
  return type === 'paste' ? { type, clipboardData: kept } : { type, dataTransfer: kept };
}

/** Whether there is anything to keep: texts and links are dragged and pasted, too. */
export function holdsFiles(event: TransferEvent): boolean {
  return transferOf(event)?.types.includes('Files') ?? false;
}

function transferOf(event: TransferEvent): DataTransfer | null {
  return 'clipboardData' in event ? event.clipboardData : event.dataTransfer;
}

/** As file-selector reads it. */
function keepItem(item: DataTransferItem & { getAsFileSystemHandle?: () => Promise<unknown> }) {
  const file = item.getAsFile();
  const entry = item.webkitGetAsEntry?.() ?? null;
  // Windows lets Chromium read folders by their handles alone, which only secure pages get.
  const handle = isSecureContext ? item.getAsFileSystemHandle?.() : undefined;
  return {
    kind: item.kind,
    type: item.type,
    getAsFile: () => file,
    webkitGetAsEntry: () => entry,
    getAsFileSystemHandle: async () => handle,
  };
}
