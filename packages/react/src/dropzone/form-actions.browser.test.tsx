import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeTransport, createJPEG } from '@tintype/core/testing';
import { useActionState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../styles.css';
import { type ImageUpload, useImageUpload } from '../upload/use-image-upload.ts';
import { ImageDropzone } from './ImageDropzone.tsx';

let transport: ReturnType<typeof createFakeTransport>;
beforeEach(() => {
  transport = createFakeTransport();
});
afterEach(() => {
  cleanup();
  transport.restore();
});

let upload: ImageUpload;
let sent: string[][] = [];
beforeEach(() => {
  sent = [];
});

const ids = (data: FormData) => data.getAll('pictures').map(String);
const stored = () => transport.images.map(({ id }) => id);

async function uploadOne(name = 'a.jpg'): Promise<void> {
  await userEvent.upload(screen.getByLabelText('Choose pictures'), createJPEG({ name }));
  await waitFor(() => expect(transport.images).not.toEqual([]));
  await waitFor(() => expect(upload.status).toBe('idle'));
}

interface Result {
  error?: string;
  saved?: number;
}

function Advert({ noValidate = false, form = false, answer = async (): Promise<Result> => ({}) }) {
  upload = useImageUpload({ endpoint: '/api/images' });
  const [result, action] = useActionState(async (_: Result, data: FormData) => {
    sent.push(ids(data));
    return answer();
  }, {});
  const zone = <ImageDropzone upload={upload} name="pictures" {...(form && { form: 'advert' })} />;
  return (
    <>
      <form id="advert" data-testid="form" action={action} noValidate={noValidate}>
        <input name="title" />
        {form ? null : zone}
        <button type="submit">Save</button>
        <button type="reset">Start again</button>
      </form>
      {form ? zone : null}
      <p>{result.error}</p>
    </>
  );
}

interface DraftProps {
  autoStart?: boolean;
  formAction?: (data: FormData) => void;
}

function Draft({ autoStart = true, formAction }: DraftProps) {
  upload = useImageUpload({ endpoint: '/api/images', autoStart });
  return (
    <form action={async (data) => void sent.push(ids(data))}>
      <ImageDropzone upload={upload} name="pictures" required />
      <button type="submit">Save</button>
      <button type="submit" formAction={formAction}>
        Draft
      </button>
    </form>
  );
}

const save = () => userEvent.click(screen.getByText('Save'));

describe('a form action of React 19', () => {
  it.each([
    { noValidate: false, form: false },
    { noValidate: true, form: false },
    { noValidate: false, form: true },
  ])('keeps the images when it answers with an error, and sends them again: %o', async (how) => {
    const answers: Result[] = [{ error: 'A title is missing.' }, { saved: 1 }];
    render(<Advert {...how} answer={async () => answers.shift() ?? {}} />);
    await uploadOne();
    await userEvent.type(screen.getByRole('textbox'), 'x');
    await save();
    await screen.findByText('A title is missing.');
    // React has reset the form.
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe(''));
    expect(upload.items.map(({ status }) => status)).toEqual(['done']);
    await save();
    await waitFor(() => expect(sent).toEqual([stored(), stored()]));
    expect(transport.requests).toHaveLength(1);
  });

  it('is reset by its button all the same, also after an action', async () => {
    render(<Advert answer={async () => ({ error: 'No.' })} />);
    await uploadOne();
    await save();
    await screen.findByText('No.');
    await userEvent.click(screen.getByText('Start again'));
    await waitFor(() => expect(upload.items).toEqual([]));
  });

  it('is reset by the app, in its action or after it', async () => {
    const form = () => screen.getByTestId<HTMLFormElement>('form');
    render(
      <Advert
        answer={async () => {
          form().reset();
          return { error: 'saved' };
        }}
      />,
    );
    await uploadOne();
    await save();
    await waitFor(() => expect(upload.items).toEqual([]));
    await screen.findByText('saved');
    await uploadOne('b.jpg');
    act(() => form().reset());
    await waitFor(() => expect(upload.items).toEqual([]));
  });

  it('keeps them also where the action is no promise, and where one button has its own', async () => {
    const action = vi.fn((data: FormData) => void sent.push(ids(data)));
    render(<Draft formAction={action} />);
    await uploadOne();
    await save();
    await userEvent.click(screen.getByText('Draft'));
    await waitFor(() => expect(action).toHaveBeenCalledOnce());
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(upload.items).toHaveLength(1);
    expect(sent).toEqual([stored(), stored()]);
  });

  it('waits for what is not uploaded yet, and gets the ids', async () => {
    render(<Draft autoStart={false} />);
    await userEvent.upload(screen.getByLabelText('Choose pictures'), createJPEG());
    await waitFor(() => expect(upload.status).toBe('waiting'));
    await save();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent).toEqual([stored()]);
    expect(stored()).toHaveLength(1);
  });
});
