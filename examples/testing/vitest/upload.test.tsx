import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeTransport, createJPEG } from '@tintype/core/testing';
import { ImageDropzone } from '@tintype/react';
import { chooseFiles, createFolder, dropFiles, pasteFiles } from '@tintype/react/testing';
import { expect, it, onTestFinished, vi } from 'vitest';

/** Answers what is sent to /api/images, until the test is over. */
function fakeTransport(...parameters: Parameters<typeof createFakeTransport>) {
  const transport = createFakeTransport(...parameters);
  onTestFinished(transport.restore);
  return transport;
}

it('sends what is dropped', async () => {
  const transport = fakeTransport();
  const onUploaded = vi.fn();
  render(
    <ImageDropzone
      endpoint="/api/images"
      onUploaded={onUploaded}
      metadata={{ album: 'holiday' }}
    />,
  );

  const boat = createJPEG({ name: 'boat.jpg', gps: { latitude: 48.9, longitude: 2.3 } });
  await dropFiles(screen.getByRole('region'), [boat]);

  await waitFor(() => expect(onUploaded).toHaveBeenCalledOnce());
  const [request] = transport.requests;
  expect(request?.file.name).toBe('boat.jpg');
  expect(JSON.parse(request?.fields.metadata ?? '')).toMatchObject({ album: 'holiday' });
  expect(transport.images).toHaveLength(1);
});

it('shows progress, and tries again after the service was busy', async () => {
  const transport = fakeTransport([
    { progress: [0.4], held: true },
    { status: 429, retryAfterSeconds: 0 },
    'stored',
  ]);
  render(<ImageDropzone endpoint="/api/images" concurrency={1} />);
  const [boat, harbour] = [createJPEG({ name: 'boat.jpg' }), createJPEG({ name: 'harbour.jpg' })];
  await dropFiles(screen.getByRole('region'), [boat, harbour]);

  const bar = await screen.findByRole<HTMLProgressElement>('progressbar', { name: /boat/ });
  await waitFor(() => expect(bar.value).toBe(0.4));
  transport.release();
  await waitFor(() => expect(transport.images).toHaveLength(2));
  expect(transport.requests.map(({ file }) => file.name)).toEqual([
    'boat.jpg',
    'harbour.jpg',
    'harbour.jpg',
  ]);
});

it('stores a picture once, although its answer was lost', async () => {
  const transport = fakeTransport(['cut-after-storing']);
  const onUploaded = vi.fn();
  render(<ImageDropzone endpoint="/api/images" onUploaded={onUploaded} retry={{ baseDelay: 1 }} />);
  await chooseFiles(screen.getByRole('button', { name: /choose/i }), [createJPEG()]);
  await waitFor(() => expect(onUploaded).toHaveBeenCalledOnce());
  expect(transport.images).toHaveLength(1);
});

it('says why a picture was refused', async () => {
  fakeTransport([{ status: 413 }]);
  render(<ImageDropzone endpoint="/api/images" />);
  await pasteFiles(screen.getByRole('region'), [createJPEG({ name: 'pasted.jpg' })]);
  expect(await screen.findByText(/maximum image size/i)).toBeTruthy();
});

it('refuses what is no picture without sending it', async () => {
  const transport = fakeTransport();
  render(<ImageDropzone endpoint="/api/images" />);
  const letter = new File(['Dear Ann'], 'letter.jpg', { type: 'image/jpeg' });
  await dropFiles(screen.getByRole('region'), [createFolder('holiday', [letter])]);
  expect(await screen.findByText(/its contents are not those of a picture/)).toBeTruthy();
  expect(transport.requests).toEqual([]);
});

it('sends what is chosen in the file input', async () => {
  const transport = fakeTransport();
  render(<ImageDropzone endpoint="/api/images" />);
  await userEvent.upload(screen.getByLabelText('Choose pictures'), [
    createJPEG({ name: 'boat.jpg' }),
  ]);
  expect(await screen.findByText('Uploaded')).toBeTruthy();
  expect(transport.images).toMatchObject([{ filename: 'boat.jpg' }]);
});
