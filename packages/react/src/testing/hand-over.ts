import { act } from 'react';
import { transferOf } from './data-transfer.ts';
import { fileListOf } from './file-list.ts';
import type { Folder } from './folder.ts';

/**
 * Drags files and folders over an element and drops them there. It does so by events of its own, since
 * jsdom has no `DataTransfer`, and runs in jsdom, happy-dom and browsers.
 *
 * What comes of it shows a moment later: look for it with `findBy…` or `waitFor`.
 *
 * @example
 * ```ts
 * await dropFiles(screen.getByRole('region'), [createJPEG({ name: 'boat.jpg' })]);
 * expect(await screen.findByText('boat.jpg')).toBeTruthy();
 * ```
 */
export async function dropFiles(
  element: Element,
  dropped: readonly (File | Folder)[],
): Promise<void> {
  const dataTransfer = transferOf(dropped);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await handOver(() => dispatch(element, type, { dataTransfer }));
  }
}

/** Pastes files where an element has the focus. See {@link dropFiles}. */
export async function pasteFiles(element: Element, files: readonly File[]): Promise<void> {
  const clipboardData = transferOf(files);
  await handOver(() => dispatch(element, 'paste', { clipboardData }));
}

/**
 * Chooses files: in an `<input type="file">`, or in the dialog that an element opens when it is clicked, as
 * the button of `<ImageDropzone>` does. See {@link dropFiles}.
 *
 * @throws Error when the element opens no dialog.
 */
export async function chooseFiles(element: Element, files: readonly File[]): Promise<void> {
  const input = isFileInput(element) ? element : await openDialog(element);
  await handOver(() => {
    // A real list where one can be made, so that forms post it.
    if (!setRealFiles(input, files)) {
      Object.defineProperty(input, 'files', { value: fileListOf(files), configurable: true });
    }
    dispatch(input, 'input');
    dispatch(input, 'change');
  });
}

function isFileInput(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.type === 'file';
}

/** The input whose dialog would open. */
async function openDialog(element: Element): Promise<HTMLInputElement> {
  const { prototype } = HTMLInputElement;
  const real = prototype.click;
  let input: HTMLInputElement | undefined;
  prototype.click = function click(this: HTMLInputElement) {
    if (isFileInput(this)) input = this;
    else real.call(this);
  };
  try {
    await handOver(() => (element as HTMLElement).click());
  } finally {
    prototype.click = real;
  }
  if (input) return input;
  throw new Error(
    'Tintype: the element opened no file dialog. Give chooseFiles an <input type="file">, or the button that opens one.',
  );
}

function setRealFiles(input: HTMLInputElement, files: readonly File[]): boolean {
  try {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    return input.files.length === files.length;
  } catch {
    return false;
  }
}

function dispatch(element: Element, type: string, facts: object = {}): void {
  const event = new Event(type, { bubbles: true, cancelable: true, composed: true });
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(event, name, { value });
  element.dispatchEvent(event);
}

/** Where React is told that it is being tested, it wants to be told of what is done, too. */
async function handOver(run: () => void): Promise<void> {
  const { IS_REACT_ACT_ENVIRONMENT: isTested } = globalThis as {
    IS_REACT_ACT_ENVIRONMENT?: boolean;
  };
  if (isTested) await act(async () => run());
  else run();
}
