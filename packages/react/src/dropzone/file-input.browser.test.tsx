import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeTransport, createJPEG } from '@tintype/core/testing';
import { type ReactElement, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import '../styles.css';
import { useImageUpload } from '../upload/use-image-upload.ts';
import { ImageDropzone } from './ImageDropzone.tsx';

let transport: ReturnType<typeof createFakeTransport>;
beforeEach(() => {
  transport = createFakeTransport();
});
afterEach(() => {
  cleanup();
  transport.restore();
});

const input = () => screen.getByLabelText<HTMLInputElement>('Choose pictures');
const sent = () => transport.requests.map(({ file }) => file.name);
const settle = () => new Promise((resolve) => setTimeout(resolve, 300));

it.each([{}, { name: 'pictures', required: true }])(
  'is the one element of its label, and the button the one control: %o',
  (props) => {
    render(<ImageDropzone endpoint="/api/images" {...props} />);
    expect(input().matches('input[type="file"]')).toBe(true);
    expect(screen.getAllByRole('button', { name: 'Choose pictures' })).toHaveLength(1);
    // Whatever sets files clicks first, and tests what can be hit.
    const { left, top, width, height } = input().getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + height / 2)).toBe(input());
    expect(getComputedStyle(input()).pointerEvents).toBe('auto');
  },
);

it('takes what tools set, also the same file twice', async () => {
  render(<ImageDropzone endpoint="/api/images" />);
  const file = createJPEG({ name: 'a.jpg' });
  await userEvent.upload(input(), file);
  await userEvent.upload(input(), file);
  fireEvent.change(input(), { target: { files: [createJPEG({ name: 'b.jpg' })] } });
  await waitFor(() => expect(sent()).toEqual(['a.jpg', 'a.jpg', 'b.jpg']));
  expect(document.activeElement).not.toBe(input());
});

it('is disabled with the dropzone and with a fieldset', () => {
  const { rerender } = render(<ImageDropzone endpoint="/api/images" disabled />);
  expect(input().disabled).toBe(true);
  rerender(
    <fieldset disabled>
      <ImageDropzone endpoint="/api/images" />
    </fieldset>,
  );
  expect(input().matches(':disabled')).toBe(true);
});

it('is there also where an app has a part of its own in its place', async () => {
  const { rerender } = render(
    <ImageDropzone endpoint="/api/images" render={{ area: () => null }} name="pictures" required />,
  );
  await userEvent.upload(input(), createJPEG({ name: 'a.jpg' }));
  await waitFor(() => expect(sent()).toEqual(['a.jpg']));
  rerender(<ImageDropzone endpoint="/api/images" name="pictures" required />);
  expect(screen.getAllByLabelText('Choose pictures')).toHaveLength(1);
});

it('allows one file where one may come, and the types that may', () => {
  render(<ImageDropzone endpoint="/api/images" maxFiles={1} accept={['image/png']} />);
  expect(input().multiple).toBe(false);
  expect(input().accept).toBe('image/png');
});

function OwnInput({ onAdd }: { onAdd: () => void }) {
  const upload = useImageUpload({ endpoint: '/api/images', onAdd });
  return <input aria-label="Choose pictures" {...upload.getInputProps()} />;
}

const SERVED: [string, (onAdd: () => void) => ReactElement][] = [
  ['the dropzone', (onAdd) => <ImageDropzone endpoint="/api/images" onAdd={onAdd} />],
  ['a form', (onAdd) => <ImageDropzone endpoint="/api/images" name="pictures" onAdd={onAdd} />],
  ["an app's own input", (onAdd) => <OwnInput onAdd={onAdd} />],
  [
    'StrictMode',
    (onAdd) => (
      <StrictMode>
        <ImageDropzone endpoint="/api/images" onAdd={onAdd} />
      </StrictMode>
    ),
  ],
];

it.each(SERVED)('takes what was chosen before hydration once: %s', async (_, create) => {
  const onAdd = vi.fn();
  const element = create(onAdd);
  const page = document.body.appendChild(document.createElement('div'));
  page.innerHTML = renderToString(element);
  const served = input();
  await userEvent.upload(served, createJPEG({ name: 'early.jpg' }));
  const root = hydrateRoot(page, element);
  onTestFinished(() => {
    act(() => root.unmount());
    page.remove();
  });
  await waitFor(() => expect(sent()).toEqual(['early.jpg']));
  // React has kept the element, and a test that holds it can go on.
  expect(input()).toBe(served);
  await userEvent.upload(served, createJPEG({ name: 'late.jpg' }));
  await waitFor(() => expect(sent()).toEqual(['early.jpg', 'late.jpg']));
  await settle();
  expect(onAdd).toHaveBeenCalledTimes(2);
});
