import { afterEach, expect, it, jest } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeTransport, createJPEG } from '@tintype/core/testing';
import { ImageDropzone } from '@tintype/react';
import { dropFiles } from '@tintype/react/testing';

let transport: ReturnType<typeof createFakeTransport>;
afterEach(() => transport.restore());

it('sends what is dropped', async () => {
  transport = createFakeTransport(['cut', 'stored']);
  const onUploaded = jest.fn();
  render(<ImageDropzone endpoint="/api/images" onUploaded={onUploaded} retry={{ baseDelay: 1 }} />);
  await dropFiles(screen.getByRole('region'), [createJPEG({ name: 'boat.jpg' })]);
  await waitFor(() => expect(onUploaded).toHaveBeenCalled());
  expect(transport.images).toMatchObject([{ filename: 'boat.jpg' }]);
  expect(transport.requests).toHaveLength(2);
});

it('sends what is chosen in the file input', async () => {
  transport = createFakeTransport();
  render(<ImageDropzone endpoint="/api/images" />);
  await userEvent.upload(screen.getByLabelText('Choose pictures'), createJPEG());
  expect(await screen.findByText('Uploaded')).toBeTruthy();
  expect(transport.images).toHaveLength(1);
});
