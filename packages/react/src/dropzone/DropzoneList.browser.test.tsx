import { act, cleanup, render, screen } from '@testing-library/react';
import { createUploadHandle, createUploadItem } from '@tintype/react/testing';
import { afterEach, expect, it } from 'vitest';
import { ImageDropzone } from './ImageDropzone.tsx';

afterEach(cleanup);

/** Three pictures; what is removed is gone at once, and off the screen only with the next render. */
function setUp() {
  let items = ['a', 'b', 'c'].map((name) =>
    createUploadItem({ status: 'done', name: `${name}.jpg` }),
  );
  const handle = () =>
    createUploadHandle({
      items,
      remove: (id) => {
        items = items.filter((item) => item.id !== id);
      },
      uploader: {
        subscribe: () => () => undefined,
        getItem: (id) => items.find((item) => item.id === id),
      },
    });
  const upload = handle();
  const { rerender } = render(<ImageDropzone upload={upload} />);
  const removeButton = (name: string) => screen.getByRole('button', { name: `Remove ${name}` });
  return {
    removeButton,
    press: (name: string) => act(() => removeButton(name).click()),
    update: () => rerender(<ImageDropzone upload={handle()} />),
  };
}

it('moves focus to the next row when one is removed, and to the one before at the end', () => {
  const { press, removeButton, update } = setUp();
  press('b.jpg');
  expect(document.activeElement).toBe(removeButton('c.jpg'));
  update();
  press('c.jpg');
  expect(document.activeElement).toBe(removeButton('a.jpg'));
  update();
  press('a.jpg');
  update();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose pictures' }));
});

it('never moves focus to a row that has left and is still on the screen', () => {
  const { press, removeButton, update } = setUp();
  press('a.jpg');
  press('b.jpg');
  expect(document.activeElement).toBe(removeButton('c.jpg'));
  press('c.jpg');
  update();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose pictures' }));
});
