import type { Meta, StoryObj } from '@storybook/react-vite';
import { createUploadHandle } from '@tintype/react/testing';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { ImageDropzone } from './ImageDropzone.tsx';
import { photos } from './story-pictures.ts';

/** Where pictures come from: files, the clipboard, the camera and the web. */
const meta: Meta<typeof ImageDropzone> = {
  title: 'ImageDropzone/Getting pictures in',
  component: ImageDropzone,
  args: { camera: true, fromURL: true },
};
export default meta;

type Story = StoryObj<typeof ImageDropzone>;

export const AllSources: Story = {
  args: { upload: createUploadHandle() },
};

export const AllSourcesAndPictures: Story = {
  args: { upload: createUploadHandle({ items: photos(3, 'done') }) },
};

export const AllSourcesNarrow: Story = {
  args: { upload: createUploadHandle({ items: photos(2, 'done') }) },
  parameters: { narrow: true },
};

/** The picture comes straight from the browser's camera; the dialog is loaded when it is asked for. */
export const Camera: Story = {
  args: { upload: createUploadHandle({ add: fn(() => []) }) },
  play: async ({ args, canvasElement }) => {
    const button = within(canvasElement).getByRole('button', { name: 'Take a photo' });
    await userEvent.click(button);
    const shutter = await screen.findByRole('button', { name: 'Take photo' });
    await waitFor(() => expect(shutter).toBeEnabled());
    const video = document.querySelector('video');
    await waitFor(() => expect(video?.videoWidth).toBeGreaterThan(0));
    await userEvent.click(shutter);
    await waitFor(() => expect(args.upload?.add).toHaveBeenCalledOnce());
  },
};

/** The address of a page that does not let its pictures be read from elsewhere. */
export const FromWebAddress: Story = {
  args: { upload: createUploadHandle({ add: fn(() => []) }) },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'From a web address' }));
    const field = await canvas.findByRole('textbox', { name: 'Web address of the picture' });
    await waitFor(() => expect(field).toHaveFocus());
    await userEvent.type(field, 'beach.jpg{Enter}');
    await expect(await canvas.findByText(/This is no web address/)).toBeVisible();
    await expect(field).toHaveAccessibleDescription(/This is no web address/);
  },
};

/** With `pageDrop`, files can be dropped anywhere. */
export const PageDrop: Story = {
  args: { upload: createUploadHandle({ add: fn(() => []) }), pageDrop: true },
  play: async () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'beach.jpg', { type: 'image/jpeg' }));
    await waitFor(() => {
      document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }));
      return expect(screen.getByText('Drop pictures anywhere on this page')).toBeVisible();
    });
  },
};
