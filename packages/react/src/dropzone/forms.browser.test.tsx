import { useForm as useTanStackForm } from '@tanstack/react-form';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createJPEG } from '@tintype/core/testing';
import type { FormEvent, ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { Controller, useForm } from 'react-hook-form';
import { afterEach, expect, inject, it, onTestFinished, vi } from 'vitest';
import '../styles.css';
import { type ImageUpload, useImageUpload } from '../upload/use-image-upload.ts';
import { type DropzoneViewProps, ImageDropzone } from './ImageDropzone.tsx';

const endpoint = inject('relayURL');
let upload: ImageUpload;

afterEach(cleanup);

function Pictures(props: DropzoneViewProps & { autoStart?: boolean }) {
  const { autoStart = true, ...view } = props;
  upload = useImageUpload({ endpoint, autoStart });
  return <ImageDropzone upload={upload} name="pictures" {...view} />;
}

function setUp(children: ReactNode) {
  const onSubmit = vi.fn((event: FormEvent<HTMLFormElement>) => event.preventDefault());
  render(
    <form onSubmit={onSubmit} data-testid="form">
      {children}
      <button type="submit">Save</button>
      <button type="reset">Start again</button>
    </form>,
  );
  const form = screen.getByTestId<HTMLFormElement>('form');
  const values = () => new FormData(form).getAll('pictures');
  return { form, onSubmit, values, save: () => userEvent.click(screen.getByText('Save')) };
}

const add = async (...names: string[]) => {
  const files = names.map((name) => createJPEG({ name }));
  act(() => void upload.add(files));
};
const done = (count: number) =>
  waitFor(() => expect(upload.items.filter(({ status }) => status === 'done')).toHaveLength(count));

it('gives a form one value for each stored image: its id', async () => {
  const { values, onSubmit, save } = setUp(<Pictures />);
  expect(values()).toEqual([]);
  await add('a.jpg', 'b.jpg');
  await done(2);
  const ids = upload.items.map((item) => item.status === 'done' && item.image.id);
  await waitFor(() => expect(values()).toEqual(ids));
  await save();
  expect(onSubmit).toHaveBeenCalledOnce();
});

it('keeps a form from being sent without a picture, and leads there', async () => {
  const { onSubmit, save, form } = setUp(<Pictures required />);
  await save();
  expect(onSubmit).not.toHaveBeenCalled();
  const button = screen.getByRole('button', { name: 'Choose pictures' });
  const problem = screen.getByText('Choose at least one picture.');
  expect(button.getAttribute('aria-describedby')).toContain(problem.parentElement?.id ?? '-');
  expect(document.activeElement).toBe(button);
  await add('a.jpg');
  await done(1);
  await waitFor(() => expect(screen.queryByText('Choose at least one picture.')).toBeNull());
  expect(form.checkValidity()).toBe(true);
});

it('does not take the focus when an app only asks whether all is well', () => {
  const { form } = setUp(<Pictures required />);
  const before = document.activeElement;
  expect(form.checkValidity()).toBe(false);
  expect(document.activeElement).toBe(before);
});

it('is reset with its form, unless the app prevents that', async () => {
  const { values } = setUp(<Pictures />);
  await add('a.jpg');
  await done(1);
  const prevent = (event: Event) => event.preventDefault();
  screen.getByTestId('form').addEventListener('reset', prevent);
  await userEvent.click(screen.getByText('Start again'));
  expect(upload.items).toHaveLength(1);
  screen.getByTestId('form').removeEventListener('reset', prevent);
  await userEvent.click(screen.getByText('Start again'));
  expect(upload.items).toEqual([]);
  expect(values()).toEqual([]);
});

it('belongs to a form elsewhere by its id', async () => {
  render(
    <>
      <form id="elsewhere" data-testid="elsewhere" />
      <Pictures form="elsewhere" required />
    </>,
  );
  const form = screen.getByTestId<HTMLFormElement>('elsewhere');
  expect(form.checkValidity()).toBe(false);
  await add('a.jpg');
  await done(1);
  await waitFor(() => expect(new FormData(form).getAll('pictures')).toHaveLength(1));
});

it('is left out of a form while disabled, as every field is', async () => {
  const { values, form } = setUp(
    <fieldset disabled>
      <Pictures required />
    </fieldset>,
  );
  expect(form.checkValidity()).toBe(true);
  expect(values()).toEqual([]);
});

const STORED = {
  id: 'stored-before',
  filename: 'before.jpg',
  uploaded: '2026-01-01T00:00:00.000Z',
  requireSignedURLs: false,
  variants: ['https://images.invalid/h/stored-before/thumbnail'],
};

it('is a plain file input until React has taken over: it posts its files, and loses none', async () => {
  const element = (
    <form encType="multipart/form-data">
      <ImageDropzone
        endpoint={endpoint}
        name="file"
        initialImages={[STORED]}
        camera
        fromURL
        pageDrop
        reorderable
        editable
      />
    </form>
  );
  const page = document.body.appendChild(document.createElement('div'));
  onTestFinished(() => page.remove());
  page.innerHTML = renderToString(element);
  expect(page.innerHTML).not.toContain('style=');
  const input = page.querySelector<HTMLInputElement>('input[type="file"]');
  const form = page.querySelector('form');
  if (!input || !form) throw new Error('no plain input');
  expect(page.innerHTML).toContain('before.jpg');
  const chosen = new DataTransfer();
  chosen.items.add(createJPEG({ name: 'early.jpg' }));
  input.files = chosen.files;
  const answer = await fetch(endpoint, { method: 'POST', body: new FormData(form) });
  expect((await answer.json()).result.filename).toBe('early.jpg');

  const errors: unknown[] = [];
  const root = hydrateRoot(page, element, { onRecoverableError: (error) => errors.push(error) });
  onTestFinished(() => act(() => root.unmount()));
  await waitFor(() => expect(page.querySelectorAll('[data-status="done"]')).toHaveLength(2));
  expect(page.querySelector('button')?.textContent).toBe('Choose pictures');
  expect(errors).toEqual([]);
});

interface AdvertProps {
  onSubmit: (values: { images: string[] }) => void;
}

function HookFormAdvert({ onSubmit }: AdvertProps) {
  const { control, handleSubmit } = useForm<{ images: string[] }>({
    defaultValues: { images: [] },
  });
  return (
    <form onSubmit={handleSubmit((values) => onSubmit(values))} noValidate>
      <Controller
        control={control}
        name="images"
        rules={{ validate: (ids) => ids.length > 0 || 'An advert needs a picture.' }}
        render={({ field, fieldState }) => (
          <Pictures
            buttonRef={field.ref}
            error={fieldState.error?.message}
            onImagesChange={(images) => field.onChange(images.map(({ id }) => id))}
          />
        )}
      />
      <button type="submit">Save</button>
    </form>
  );
}

it('goes with react-hook-form: a value, an error, and the focus on it', async () => {
  const onSubmit = vi.fn();
  render(<HookFormAdvert onSubmit={onSubmit} />);
  await userEvent.click(screen.getByText('Save'));
  expect(await screen.findByText('An advert needs a picture.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose pictures' }));
  await add('a.jpg');
  await done(1);
  await waitFor(() => expect(screen.queryByText('An advert needs a picture.')).toBeNull());
  await userEvent.click(screen.getByText('Save'));
  await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ images: [expect.any(String)] }));
});

function TanStackAdvert({ onSubmit }: AdvertProps) {
  const form = useTanStackForm({
    defaultValues: { images: [] as string[] },
    onSubmit: ({ value }) => onSubmit(value),
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.handleSubmit();
      }}
    >
      <form.Field
        name="images"
        validators={{
          onChange: ({ value }) => (value.length > 0 ? undefined : 'An advert needs a picture.'),
        }}
      >
        {(field) => (
          <Pictures
            error={field.state.meta.errors[0]}
            onImagesChange={(images) => field.handleChange(images.map(({ id }) => id))}
          />
        )}
      </form.Field>
      <button type="submit">Save</button>
    </form>
  );
}

it('goes with TanStack Form', async () => {
  const onSubmit = vi.fn();
  render(<TanStackAdvert onSubmit={onSubmit} />);
  await userEvent.click(screen.getByText('Save'));
  expect(await screen.findByText('An advert needs a picture.')).toBeTruthy();
  await add('a.jpg');
  await done(1);
  await userEvent.click(screen.getByText('Save'));
  await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ images: [expect.any(String)] }));
});
