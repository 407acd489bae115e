import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeTransport, createJPEG } from '@tintype/core/testing';
import { chooseFiles, createUploadHandle, createUploadItem } from '@tintype/react/testing';
import { afterEach, expect, inject, it, vi } from 'vitest';
import '../styles.css';
import {
  type ImageUpload,
  type ImageUploadOptions,
  useImageUpload,
} from '../upload/use-image-upload.ts';
import { type DropzoneViewProps, ImageDropzone } from './ImageDropzone.tsx';

const endpoint = inject('relayURL');

afterEach(cleanup);

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-tt="item"]')];
const names = () => rows().map((row) => row.querySelector('.tt-item-name')?.textContent);

interface WaitingProps {
  view: DropzoneViewProps;
  options: Partial<ImageUploadOptions>;
  onRender: (upload: ImageUpload) => void;
}

function Waiting(props: WaitingProps) {
  const upload = useImageUpload({ endpoint, autoStart: false, ...props.options });
  props.onRender(upload);
  return <ImageDropzone upload={upload} {...props.view} />;
}

/** A dropzone with a real engine, which waits for its start. */
function setUp(props: DropzoneViewProps, options: Partial<ImageUploadOptions> = {}) {
  let upload: ImageUpload | undefined;
  const onRender = (rendered: ImageUpload) => {
    upload = rendered;
  };
  render(<Waiting view={props} options={options} onRender={onRender} />);
  const add = async (...files: string[]) => {
    const pictures = files.map((name) => createJPEG({ name }));
    act(() => void upload?.add(pictures));
    await waitFor(() => expect(rows()).toHaveLength(files.length));
  };
  return { add, upload: () => upload as ImageUpload };
}

function windowedList(): Promise<HTMLElement> {
  return waitFor(
    () => {
      const found = document.querySelector<HTMLElement>('[data-windowed]');
      if (!found) throw new Error('not loaded yet');
      return found;
    },
    { timeout: 5000 },
  );
}

it('renders of ten thousand pictures only those near the screen, wherever that is', async () => {
  const items = Array.from({ length: 10_000 }, (_, n) =>
    createUploadItem({ status: n % 7 ? 'queued' : 'failed', name: `${n}.jpg` }),
  );
  render(<ImageDropzone upload={createUploadHandle({ items, status: 'uploading' })} />);
  const list = await windowedList();
  expect(list.scrollHeight).toBeGreaterThan(10_000 * 50);
  const most: number[] = [];
  for (let step = 0; step < 60; step++) {
    list.scrollTop += 240;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    most.push(rows().length);
  }
  expect(Math.max(...most)).toBeLessThan(40);

  list.scrollTop = list.scrollHeight;
  await waitFor(() => expect(names()).toContain('9999.jpg'));
  expect(rows().length).toBeLessThan(40);
  const last = rows().at(-1);
  expect(last?.getAttribute('aria-posinset')).toBe('10000');
  expect(last?.getAttribute('aria-setsize')).toBe('10000');
  expect(last?.getBoundingClientRect().bottom).toBeLessThanOrEqual(
    list.getBoundingClientRect().bottom + 1,
  );
});

it('keeps the row that has the focus, however far the list is scrolled', async () => {
  const items = Array.from({ length: 1000 }, (_, n) =>
    createUploadItem({ status: 'done', name: `${n}.jpg` }),
  );
  render(<ImageDropzone upload={createUploadHandle({ items })} />);
  const list = await windowedList();
  const button = screen.getByRole('button', { name: 'Remove 1.jpg' });
  button.focus();
  list.scrollTop = 30_000;
  await waitFor(() => expect(names()).toContain('400.jpg'));
  expect(document.activeElement).toBe(button);
});

it('moves a picture by its buttons, keeps the focus on them and says so', async () => {
  const { add } = setUp({ reorderable: true });
  await add('a.jpg', 'b.jpg', 'c.jpg');
  const down = await screen.findByRole('button', { name: 'Move a.jpg down' });
  await userEvent.click(down);
  expect(names()).toEqual(['b.jpg', 'a.jpg', 'c.jpg']);
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move a.jpg down');
  await userEvent.keyboard('{Enter}');
  expect(names()).toEqual(['b.jpg', 'c.jpg', 'a.jpg']);
  expect(document.activeElement?.getAttribute('aria-disabled')).toBe('true');
  await userEvent.keyboard('{Enter}');
  expect(names()).toEqual(['b.jpg', 'c.jpg', 'a.jpg']);
  await waitFor(
    () => expect(screen.getByRole('status').textContent).toBe('a.jpg moved to place 3 of 3'),
    { timeout: 5000 },
  );
});

it('moves a picture by dragging its grip, and leaves it with Escape', async () => {
  const { add } = setUp({ reorderable: true });
  await add('a.jpg', 'b.jpg', 'c.jpg');
  await screen.findByRole('button', { name: 'Move a.jpg down' });
  const drag = (from: number, to: number, end: 'pointerup' | 'Escape') =>
    act(async () => {
      const grip = rows()[from]?.querySelector<HTMLElement>('.tt-grip');
      const target = rows()[to]?.getBoundingClientRect();
      if (!grip || !target) throw new Error('no grip');
      vi.spyOn(grip, 'setPointerCapture').mockImplementation(() => undefined);
      const event = { bubbles: true, button: 0, pointerId: 1, clientY: target.bottom - 2 };
      grip.dispatchEvent(new PointerEvent('pointerdown', event));
      grip.dispatchEvent(new PointerEvent('pointermove', event));
      expect(rows()[to]?.dataset.drop).toBe('after');
      expect(rows()[from]?.dataset.moving).toBe('');
      if (end === 'Escape') document.dispatchEvent(new KeyboardEvent('keydown', { key: end }));
      grip.dispatchEvent(new PointerEvent('pointerup', event));
    });
  await drag(0, 2, 'Escape');
  expect(names()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
  expect(document.querySelector('[data-drop], [data-moving]')).toBeNull();
  await drag(0, 1, 'pointerup');
  expect(names()).toEqual(['b.jpg', 'a.jpg', 'c.jpg']);
});

it('sends a caption along with its picture, and stores what is said later', async () => {
  const { add, upload } = setUp({ editable: true });
  await add('a.jpg');
  await userEvent.click(screen.getByRole('button', { name: 'Caption and description of a.jpg' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Caption' }), 'At dusk{Enter}');
  await waitFor(() => expect(upload().items[0]?.status).toBe('queued'));
  act(() => void upload().start());
  await waitFor(() => expect(upload().items[0]?.status).toBe('done'));
  const item = upload().items[0];
  if (item?.status !== 'done') throw new Error('not done');
  expect(item.image.meta).toEqual({ caption: 'At dusk' });

  await userEvent.type(screen.getByRole('textbox', { name: 'Description' }), 'A lighthouse{Tab}');
  await waitFor(() => expect(screen.getByText('Saved')).toBeTruthy());
  const stored = await (await fetch(`${endpoint}/${item.image.id}`)).json();
  expect(stored.result.meta).toEqual({ caption: 'At dusk', alt: 'A lighthouse' });
});

it('stores a caption with the headers and credentials of the upload, and a fresh token', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  let count = 0;
  const headers = async () => ({ Authorization: `User ann${++count}`.slice(0, 8) });
  const { add, upload } = setUp({ editable: true }, { headers, withCredentials: true });
  await add('a.jpg');
  act(() => void upload().start());
  await waitFor(() => expect(upload().items[0]?.status).toBe('done'));
  const asked = count;
  await userEvent.click(screen.getByRole('button', { name: 'Caption and description of a.jpg' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Caption' }), 'At dusk{Tab}');
  await waitFor(() => expect(screen.getByText('Saved')).toBeTruthy());
  const [, init] = fetched.mock.calls.find(([, init]) => init?.method === 'PATCH') ?? [];
  fetched.mockRestore();
  expect(new Headers(init?.headers).get('authorization')).toBe('User ann');
  expect(init?.credentials).toBe('include');
  expect(count).toBe(asked + 1);
});

it('shows initial images as done, and removes them', async () => {
  const image = {
    id: 'stored-before',
    filename: 'before.jpg',
    uploaded: '2026-01-01T00:00:00.000Z',
    requireSignedURLs: false,
    variants: ['https://images.invalid/h/stored-before/thumbnail'],
  };
  const onImagesChange = vi.fn();
  render(
    <ImageDropzone
      endpoint={endpoint}
      initialImages={[image]}
      onImagesChange={onImagesChange}
      name="pictures"
    />,
  );
  expect(rows()[0]?.dataset.status).toBe('done');
  expect(rows()[0]?.querySelector('img')?.src).toBe(image.variants[0]);
  expect(onImagesChange).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Remove before.jpg' }));
  expect(rows()).toEqual([]);
  expect(onImagesChange).toHaveBeenLastCalledWith([]);
});

it('tells people what they can do about a mistake in the app, and the console what the mistake is', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const transport = createFakeTransport([{ text: '', status: 404 }]);
  render(<ImageDropzone endpoint="/api/images" />);
  const button = await screen.findByRole('button', { name: 'Choose pictures' });
  await chooseFiles(button, [createJPEG()]);
  expect(await screen.findByText(/not taken at this address/)).toBeTruthy();
  await waitFor(() => expect(log).toHaveBeenCalled());
  const told = log.mock.calls.map(([error]) => error);
  log.mockRestore();
  transport.restore();
  expect(told).toMatchObject([
    {
      code: 'endpoint-not-found',
      message: expect.stringContaining('Check the endpoint option'),
    },
  ]);
});
