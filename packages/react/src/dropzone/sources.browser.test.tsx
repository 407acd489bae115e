import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPNG } from '@tintype/core/testing';
import { createFolder, createUploadHandle, dropFiles, pasteFiles } from '@tintype/react/testing';
import { afterEach, beforeEach, expect, inject, it, onTestFinished, vi } from 'vitest';
import '../styles.css';
import { fetchPicture } from './fetch-picture.ts';
import { ImageDropzone, type ImageDropzoneProps } from './ImageDropzone.tsx';

const relayURL = inject('relayURL');

afterEach(cleanup);
beforeEach(() => void vi.restoreAllMocks());

/** A dropzone that only notes what it is given. */
function setUp(props: Partial<ImageDropzoneProps> = {}) {
  const added: string[] = [];
  const add = (files: Iterable<File> | ArrayLike<File>) => {
    for (const { name } of Array.from(files)) added.push(name);
    return [];
  };
  const upload = createUploadHandle({ add, open: vi.fn() });
  const { container } = render(<ImageDropzone {...(props as object)} upload={upload} />);
  return { added, upload, zone: screen.getByRole('region'), container };
}

const files = (...names: string[]) => names.map((name) => createPNG({ name }));

/** Until what was handed over has been read, and is taken or not. */
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));

async function paste(target: Element, ...names: string[]): Promise<void> {
  await pasteFiles(target, files(...names));
  await settled();
}

async function drop(target: Element, ...names: string[]): Promise<void> {
  await dropFiles(target, files(...names));
  await settled();
}

it('takes what is pasted once it was clicked, although the Tab key does not stop at it', async () => {
  const { added, zone } = setUp();
  await userEvent.click(zone);
  expect(document.activeElement).toBe(zone);
  expect(zone.tabIndex).toBe(-1);
  await paste(zone, 'pasted.png');
  expect(added).toEqual(['pasted.png']);
});

it('takes nothing that is pasted elsewhere, unless it is asked to', async () => {
  const { added } = setUp();
  await paste(document.body, 'elsewhere.png');
  expect(added).toEqual([]);
});

it('with paste="page", takes what is pasted anywhere but in a field', async () => {
  const { added } = setUp({ paste: 'page' });
  await paste(document.body, 'anywhere.png');
  const field = document.body.appendChild(document.createElement('textarea'));
  onTestFinished(() => field.remove());
  await paste(field, 'field.png');
  expect(added).toEqual(['anywhere.png']);
});

it('with paste="page", gives a picture to one of two dropzones', async () => {
  const first = setUp({ paste: 'page' });
  const added: string[] = [];
  const upload = createUploadHandle({
    add: (files) => {
      added.push(...Array.from(files, ({ name }) => name));
      return [];
    },
  });
  render(<ImageDropzone paste="page" upload={upload} />);
  await paste(document.body, 'one.png');
  expect([...first.added, ...added]).toEqual(['one.png']);
});

it('with paste={false}, takes nothing that is pasted', async () => {
  const { added, zone } = setUp({ paste: false });
  await paste(zone, 'pasted.png');
  expect(added).toEqual([]);
});

it('takes files that are dropped, two with the same name and size as two', async () => {
  const { added, zone } = setUp();
  await drop(zone, 'image.jpg', 'image.jpg');
  expect(added).toEqual(['image.jpg', 'image.jpg']);
});

it('takes all that is in a folder, however deep and many', async () => {
  const { added, zone } = setUp();
  const many = Array.from({ length: 150 }, (_, n) => createPNG({ name: `${n}.png` }));
  const deep = createFolder('deep', files('b.png'));
  await dropFiles(zone, [...files('a.png'), createFolder('holiday', [deep, ...many])]);
  await waitFor(() => expect(added).toHaveLength(152));
  expect(added).toEqual(expect.arrayContaining(['a.png', 'b.png', '0.png', '149.png']));
});

it('takes nothing while it is disabled, by itself or by the fieldset around it', async () => {
  const { added, zone } = setUp({ disabled: true });
  await drop(zone, 'a.png');
  await paste(zone, 'b.png');
  expect(added).toEqual([]);
  cleanup();

  const upload = createUploadHandle({ add: vi.fn(() => []) });
  render(
    <fieldset disabled>
      <ImageDropzone upload={upload} paste="page" />
    </fieldset>,
  );
  await drop(screen.getByRole('region'), 'a.png');
  await paste(screen.getByRole('region'), 'b.png');
  await paste(document.body, 'c.png');
  expect(upload.add).not.toHaveBeenCalled();
});

it('with pageDrop, covers the page while files hang over it, and takes them once', async () => {
  const { added } = setUp({ pageDrop: true });
  const dataTransfer = new DataTransfer();
  for (const file of files('a.png')) dataTransfer.items.add(file);
  const enter = () =>
    document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }));
  const cover = await waitFor(() => {
    act(() => void enter());
    return screen.getByText('Drop pictures anywhere on this page');
  });
  const { width, height } = cover.parentElement?.getBoundingClientRect() ?? {};
  expect([width, height]).toEqual([innerWidth, innerHeight]);
  await drop(cover, 'a.png', 'b.png');
  expect(added).toEqual(['a.png', 'b.png']);
  await waitFor(() => expect(screen.queryByText('Drop pictures anywhere on this page')).toBeNull());
});

it('takes a real photo from the camera, turns it off and gives the focus back', async () => {
  const streams: MediaStream[] = [];
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (wanted) => {
    const stream = await getUserMedia(wanted);
    streams.push(stream);
    return stream;
  });
  const { added } = setUp({ camera: true });
  const button = screen.getByRole('button', { name: 'Take a photo' });
  await userEvent.click(button);
  const shutter = await screen.findByRole<HTMLButtonElement>('button', { name: 'Take photo' });
  await waitFor(() => expect(shutter.disabled).toBe(false), { timeout: 5000 });
  const video = document.querySelector('video');
  await waitFor(() => expect(video?.videoWidth).toBeGreaterThan(0));
  await userEvent.click(shutter);
  await waitFor(() => expect(added).toHaveLength(1));
  expect(added[0]).toMatch(/^photo-\d{4}-\d\d-\d\d-\d{6}\.jpg$/);
  expect(screen.getByRole('dialog', { name: 'Camera' }).textContent).toContain('1 picture added');
  await userEvent.click(screen.getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement).toBe(button);
  expect(streams.flatMap((stream) => stream.getTracks()).map((track) => track.readyState)).toEqual([
    'ended',
  ]);
});

it.each([
  ['NotAllowedError', /may not use the camera/],
  ['NotFoundError', /No camera was found/],
  ['NotReadableError', /in use by another program/],
])('says what to do when the camera answers %s', async (name, words) => {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('x', name));
  setUp({ camera: true });
  await userEvent.click(screen.getByRole('button', { name: 'Take a photo' }));
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Take photo' }).disabled).toBe(true);
});

it("opens the phone's own camera where the browser knows how", async () => {
  Object.defineProperty(HTMLInputElement.prototype, 'capture', { value: '', configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(HTMLInputElement.prototype, 'capture'));
  const { upload } = setUp({ camera: true });
  await userEvent.click(screen.getByRole('button', { name: 'Take a photo' }));
  expect(upload.open).toHaveBeenCalledWith({ capture: 'environment' });
  expect(screen.queryByRole('dialog')).toBeNull();
});

/** A stored picture, which its server lets every page read. */
async function storedURL(): Promise<string> {
  const canvas = new OffscreenCanvas(40, 30);
  canvas.getContext('2d')?.fillRect(0, 0, 20, 20);
  const body = new FormData();
  body.set('file', await canvas.convertToBlob({ type: 'image/png' }), 'shared.png');
  const answer = await (await fetch(relayURL, { method: 'POST', body })).json();
  return answer.result.variants.find((url: string) => url.endsWith('/public'));
}

it('fetches a picture from a web address', async () => {
  const { added } = setUp({ fromURL: true });
  const button = screen.getByRole('button', { name: 'From a web address' });
  await userEvent.click(button);
  const field = await screen.findByRole('textbox', { name: 'Web address of the picture' });
  await userEvent.type(field, `${await storedURL()}{Enter}`);
  await waitFor(() => expect(added).toEqual(['public']));
  await waitFor(() => expect(document.activeElement).toBe(button));
});

it('tells what is wrong with an address, and keeps it', async () => {
  setUp({ fromURL: true });
  await userEvent.click(screen.getByRole('button', { name: 'From a web address' }));
  const field = await screen.findByRole<HTMLInputElement>('textbox');
  await userEvent.type(field, 'ftp://beach.jpg{Enter}');
  expect(await screen.findByText(/This is no web address/)).toBeTruthy();
  expect(field.value).toBe('ftp://beach.jpg');
  expect(document.activeElement).toBe(field);
});

const options = { maxFileSize: 1e6, signal: new AbortController().signal };

it('tells apart why a picture cannot be fetched', async () => {
  const problems = await Promise.all([
    fetchPicture('beach.jpg', options),
    fetchPicture('http://127.0.0.1:1/beach.jpg', options),
    fetchPicture(new URL('/no/such/picture', await storedURL()).href, options),
    fetchPicture(location.href, options),
    fetchPicture(await storedURL(), { ...options, maxFileSize: 10 }),
  ]);
  expect(problems.map((one) => ('problem' in one ? one.problem.reason : 'file'))).toEqual([
    'invalid',
    'blocked',
    expect.stringMatching(/refused|blocked/),
    'no-picture',
    'too-large',
  ]);
});
