import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { createJPEG } from '@tintype/core/testing';
import { createUploadHandle, dropFiles } from '@tintype/react/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { useImageDrop } from './use-image-drop.ts';
import type { ImageUpload } from './use-image-upload.ts';

afterEach(() => void cleanup());

function Zone({ add }: Pick<ImageUpload, 'add'>) {
  const drop = useImageDrop({ ...createUploadHandle(), add });
  return <div {...drop.getRootProps()} data-testid="zone" />;
}

/** A drop of a folder that a slow disk lists only when it is let. */
function dropSlowFolder(zone: Element, file: File): { list: () => void } {
  const { promise: listed, resolve: list } = Promise.withResolvers<void>();
  const entry = {
    ...{ isFile: true, isDirectory: false, name: file.name, fullPath: `/holiday/${file.name}` },
    file: (give: FileCallback) => give(file),
  };
  const batches = [[entry], []];
  const folder = {
    ...{ isFile: false, isDirectory: true, name: 'holiday', fullPath: '/holiday' },
    createReader: () => ({
      readEntries: (give: (entries: object[]) => void) =>
        void listed.then(() => give(batches.shift() ?? [])),
    }),
  };
  const item = { kind: 'file', type: '', getAsFile: () => null, webkitGetAsEntry: () => folder };
  const drop = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: { types: ['Files'], files: [], items: [item] } });
  zone.dispatchEvent(drop);
  return { list };
}

it('a folder that is still being read is not lost when something else is dropped', async () => {
  const add = vi.fn((_: Iterable<File> | ArrayLike<File>): string[] => []);
  render(<Zone add={add} />);
  const zone = screen.getByTestId('zone');
  const folder = await act(async () => dropSlowFolder(zone, createJPEG({ name: 'slow.jpg' })));
  await dropFiles(zone, [createJPEG({ name: 'quick.jpg' })]);
  const added = () => add.mock.calls.flatMap(([files]) => Array.from(files, ({ name }) => name));
  await waitFor(() => expect(added()).toEqual(['quick.jpg']));
  folder.list();
  await waitFor(() => expect(added()).toEqual(['quick.jpg', 'slow.jpg']));
});
