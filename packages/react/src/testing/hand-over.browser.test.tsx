import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { createJPEG } from '@tintype/core/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { ImageDropzone } from '../dropzone/ImageDropzone.tsx';
import { chooseFiles } from './hand-over.ts';
import { createUploadHandle } from './upload-handle.ts';

afterEach(cleanup);

const namesOf = (form: FormData) => form.getAll('photos').map((file) => (file as File).name);

it('chosen files are in the form that their input stands in', async () => {
  const onChange = vi.fn();
  render(
    <form aria-label="Photos">
      <input type="file" name="photos" multiple aria-label="Choose" onChange={onChange} />
    </form>,
  );
  const files = [createJPEG({ name: 'a.jpg' }), createJPEG({ name: 'b.jpg' })];
  await chooseFiles(screen.getByLabelText('Choose'), files);
  expect(onChange).toHaveBeenCalledOnce();
  const form = screen.getByRole<HTMLFormElement>('form');
  expect(namesOf(new FormData(form))).toEqual(['a.jpg', 'b.jpg']);
});

it('files are chosen in the dialog that a button opens, and no dialog opens', async () => {
  const added: string[] = [];
  const upload = createUploadHandle({
    open: () => {
      const input = document.createElement('input');
      input.type = 'file';
      input.onchange = () => added.push(...Array.from(input.files ?? [], ({ name }) => name));
      input.click();
    },
  });
  render(<ImageDropzone upload={upload} />);
  const button = screen.getByRole('button', { name: 'Choose pictures' });
  await chooseFiles(button, [createJPEG({ name: 'a.jpg' })]);
  await waitFor(() => expect(added).toEqual(['a.jpg']));
});

it('an element that opens no dialog is told of', async () => {
  const { click } = HTMLInputElement.prototype;
  render(<button type="button">Nothing</button>);
  await expect(chooseFiles(screen.getByRole('button'), [])).rejects.toThrow(
    'opened no file dialog',
  );
  expect(HTMLInputElement.prototype.click).toBe(click);
});
