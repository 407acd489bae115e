import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeTransport, createJPEG } from '@tintype/core/testing';
import { type FormEvent, type ReactNode, StrictMode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../styles.css';
import {
  type ImageUpload,
  type ImageUploadOptions,
  useImageUpload,
} from '../upload/use-image-upload.ts';
import { type DropzoneViewProps, ImageDropzone } from './ImageDropzone.tsx';

let transport: ReturnType<typeof createFakeTransport>;
let uploads: Record<string, ImageUpload> = {};

beforeEach(() => {
  transport = createFakeTransport();
  uploads = {};
});
afterEach(() => {
  cleanup();
  transport.restore();
});

type ZoneProps = DropzoneViewProps & Pick<ImageUploadOptions, 'autoStart' | 'retry' | 'maxFiles'>;

function Zone({ autoStart = false, retry = false, maxFiles, ...view }: ZoneProps) {
  const upload = useImageUpload({ endpoint: '/api/images', autoStart, retry, maxFiles });
  uploads[view.name ?? ''] = upload;
  return <ImageDropzone upload={upload} {...view} />;
}

const allSaved = () => uploads.pictures?.items.map(({ status }) => status);

interface Sent {
  ids: string[];
  button: string | undefined;
}

function setUp(children: ReactNode, prevent: (event: FormEvent) => void = () => undefined) {
  const sent: Sent[] = [];
  const onSubmit = vi.fn((event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    prevent(event);
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(event.currentTarget);
    sent.push({
      ids: data.getAll('pictures').map(String),
      button: submitter?.textContent ?? undefined,
    });
  });
  render(
    <StrictMode>
      <form onSubmit={onSubmit} data-testid="form">
        {children}
        <button type="submit">Save</button>
        <button type="submit" formNoValidate>
          Draft
        </button>
      </form>
    </StrictMode>,
  );
  const form = screen.getByTestId<HTMLFormElement>('form');
  return { form, sent, onSubmit, press: (name: string) => userEvent.click(screen.getByText(name)) };
}

const choose = async (...names: string[]) => {
  const files = names.map((name) => createJPEG({ name }));
  await userEvent.upload(screen.getByLabelText('Choose pictures'), files);
  await waitFor(() => expect(uploads.pictures?.items).toHaveLength(names.length));
};
const ids = () => transport.images.map(({ id }) => id);

it('starts what waits, waits for it, and sends the form once, by the same button', async () => {
  const { sent, press, onSubmit } = setUp(<Zone name="pictures" required />);
  await choose('a.jpg', 'b.jpg');
  await press('Save');
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent).toEqual([{ ids: ids(), button: 'Save' }]);
  expect(ids()).toHaveLength(2);
  expect(onSubmit).toHaveBeenCalledOnce();
  expect(allSaved()).toEqual(['done', 'done']);
});

it('waits for what is on its way already, says so, and sends once although it is pressed twice', async () => {
  transport.restore();
  transport = createFakeTransport([{ held: true }]);
  const { sent, press } = setUp(<Zone name="pictures" autoStart />);
  await choose('a.jpg');
  await press('Save');
  const problem = await screen.findByText(/form is sent when they are done/);
  expect(problem.closest('[data-tt="problem"]')?.hasAttribute('data-waiting')).toBe(true);
  await press('Draft');
  expect(sent).toEqual([]);
  await waitFor(() => expect(transport.requests).toHaveLength(1));
  transport.release();
  await waitFor(() => expect(sent).toEqual([{ ids: ids(), button: 'Draft' }]));
  expect(screen.queryByText(/form is sent when they are done/)).toBeNull();
});

it('is sent by a script as well', async () => {
  const { sent, form } = setUp(<Zone name="pictures" />);
  await choose('a.jpg');
  act(() => form.requestSubmit());
  await waitFor(() => expect(sent).toEqual([{ ids: ids(), button: undefined }]));
});

it('leaves validation to the browser, before and after: `formNoValidate` needs none', async () => {
  const { sent, press } = setUp(
    <>
      <input name="title" required />
      <Zone name="pictures" />
    </>,
  );
  await choose('a.jpg');
  await waitFor(() => expect(allSaved()).toEqual(['queued']));
  await press('Save');
  // The title is missing, so that nothing begins.
  expect(allSaved()).toEqual(['queued']);
  await press('Draft');
  await waitFor(() => expect(sent).toEqual([{ ids: ids(), button: 'Draft' }]));
});

it('does not begin where somebody else prevents it first', async () => {
  const prevent = (event: Event) => event.preventDefault();
  window.addEventListener('submit', prevent, { capture: true });
  const { sent, press } = setUp(<Zone name="pictures" />);
  await choose('a.jpg');
  await waitFor(() => expect(allSaved()).toEqual(['queued']));
  await press('Save');
  await new Promise((resolve) => setTimeout(resolve, 100));
  window.removeEventListener('submit', prevent, { capture: true });
  expect(allSaved()).toEqual(['queued']);
  expect(sent).toHaveLength(1);
});

it('sends nothing when an upload fails, and leads there; what is retried is sent', async () => {
  transport.restore();
  transport = createFakeTransport([{ status: 400 }]);
  const { sent, press } = setUp(<Zone name="pictures" />);
  await choose('a.jpg');
  await press('Save');
  expect(await screen.findByText(/were not uploaded/)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose pictures' }));
  await press('Save');
  expect(sent).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Retry a.jpg' }));
  await press('Save');
  await waitFor(() => expect(sent).toEqual([{ ids: ids(), button: 'Save' }]));
});

it('sends nothing when an upload fails although the form is not validated', async () => {
  transport.restore();
  transport = createFakeTransport([{ status: 400 }]);
  const { sent, press } = setUp(<Zone name="pictures" />);
  await choose('a.jpg');
  await press('Draft');
  expect(await screen.findByText(/were not uploaded/)).toBeTruthy();
  expect(sent).toEqual([]);
});

it('asks for an image after all where none of those that were waited for is stored', async () => {
  const { sent, press } = setUp(<Zone name="pictures" required />);
  await choose('a.jpg');
  act(() => uploads.pictures?.pause());
  transport.restore();
  transport = createFakeTransport([{ held: true }]);
  await press('Save');
  await waitFor(() => expect(transport.requests).toHaveLength(1));
  act(() => uploads.pictures?.clear());
  expect(await screen.findByText('Choose at least one picture.')).toBeTruthy();
  expect(sent).toEqual([]);
});

it('goes on with what was paused, and with what is added meanwhile', async () => {
  transport.restore();
  transport = createFakeTransport([{ held: true }]);
  const { sent, press } = setUp(<Zone name="pictures" />);
  await choose('a.jpg');
  act(() => uploads.pictures?.pause());
  await press('Save');
  await waitFor(() => expect(transport.requests).toHaveLength(1));
  act(() => void uploads.pictures?.add([createJPEG({ name: 'late.jpg' })]));
  await waitFor(() => expect(transport.requests).toHaveLength(2));
  transport.release();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.ids).toHaveLength(2);
});

it('waits for every dropzone of a form, and sends it once', async () => {
  transport.restore();
  transport = createFakeTransport([{ held: true }, { held: true }]);
  const { sent, press } = setUp(
    <>
      <Zone name="pictures" labels={{ choose: 'Choose pictures' }} />
      <Zone name="cover" labels={{ choose: 'Choose a cover' }} />
    </>,
  );
  await choose('a.jpg');
  await userEvent.upload(screen.getByLabelText('Choose a cover'), createJPEG());
  await waitFor(() => expect(uploads.cover?.items).toHaveLength(1));
  await press('Save');
  await waitFor(() => expect(transport.requests).toHaveLength(2));
  transport.release();
  await waitFor(() => expect(sent).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(sent).toHaveLength(1);
  expect(transport.images).toHaveLength(2);
});

it('replaces the one image that a form may have', async () => {
  const { sent, press } = setUp(<Zone name="pictures" maxFiles={1} autoStart />);
  await choose('a.jpg');
  await waitFor(() => expect(allSaved()).toEqual(['done']));
  await userEvent.upload(screen.getByLabelText('Choose pictures'), createJPEG({ name: 'b.jpg' }));
  await waitFor(() => expect(transport.images).toHaveLength(2));
  await press('Save');
  await waitFor(() => expect(sent).toEqual([{ ids: [ids()[1]], button: 'Save' }]));
});
