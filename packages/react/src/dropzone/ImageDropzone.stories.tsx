import type { Meta, StoryObj } from '@storybook/react-vite';
import { UploadError, type UploadItem } from '@tintype/core';
import { createUploadHandle } from '@tintype/react/testing';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { ImageDropzone } from './ImageDropzone.tsx';
import { MEGABYTE, photo, photos } from './story-pictures.ts';

const meta: Meta<typeof ImageDropzone> = {
  title: 'ImageDropzone',
  component: ImageDropzone,
};
export default meta;

type Story = StoryObj<typeof ImageDropzone>;

/** A story with one item, which also checks that its status is said. */
function one(item: UploadItem, said: RegExp): Story {
  const status = item.status === 'done' || item.status === 'failed' ? 'idle' : 'uploading';
  return {
    args: { upload: createUploadHandle({ items: [item], status }) },
    play: async ({ canvasElement }) => {
      const row = canvasElement.querySelector('[data-tt="item"]');
      await expect(row).toHaveAttribute('data-status', item.status);
      await expect(row).toHaveTextContent(said);
    },
  };
}

export const Idle: Story = {
  args: { upload: createUploadHandle({ open: fn() }) },
  play: async ({ args, canvasElement }) => {
    await userEvent.tab();
    const button = within(canvasElement).getByRole('button', { name: 'Choose pictures' });
    await expect(button).toHaveFocus();
    await expect(button).toHaveAccessibleDescription(/JPEG.*10 MB/);
    await userEvent.keyboard('{Enter}');
    await expect(args.upload?.open).toHaveBeenCalledOnce();
  },
};

export const DragOver: Story = {
  args: { upload: createUploadHandle({ add: fn(() => []) }) },
  play: async ({ canvasElement }) => {
    const zone = within(canvasElement).getByRole('region', { name: 'Upload pictures' });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'beach.jpg', { type: 'image/jpeg' }));
    zone.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }));
    await waitFor(() => expect(zone).toHaveAttribute('data-dragging'));
    await expect(zone).toHaveTextContent('Let go to add them');
  },
};

export const Disabled: Story = {
  args: { upload: createUploadHandle(), disabled: true },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('button')).toBeDisabled();
  },
};

/** With a text file under a picture's name, and a picture that is too large. */
export const Rejecting: Story = {
  args: {
    upload: createUploadHandle({
      items: [
        photo('rejected', { name: 'notes.jpg', size: 412, previewUrl: null }),
        photo('rejected', {
          name: 'panorama.png',
          size: 11 * MEGABYTE,
          previewUrl: null,
          error: new UploadError(
            'file-too-large',
            'panorama.png has 11 MB; the limit is 10 MB. Choose a smaller picture.',
            { limit: 10 * MEGABYTE, actual: 11 * MEGABYTE },
          ),
        }),
      ],
      remove: fn(),
    }),
  },
  play: async ({ args, canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText(/the limit is 10 MB/)).toBeVisible();
    const remove = canvas.getByRole('button', { name: 'Remove panorama.png' });
    await userEvent.click(remove);
    await expect(args.upload?.remove).toHaveBeenCalledOnce();
  },
};

export const Preparing: Story = one(photo('preparing', { previewUrl: null }), /Preparing/);
/** Most browsers cannot show a HEIC; the service reads it all the same. */
export const Heic: Story = one(
  photo('queued', { name: 'IMG_0042.HEIC', previewUrl: null }),
  /Waiting/,
);
export const Queued: Story = one(photo('queued'), /Waiting/);
export const Uploading: Story = one(photo('uploading', { progress: 0.42 }), /Uploading, 42%/);
export const Processing: Story = one(photo('processing'), /Finishing/);
export const Retrying: Story = one(photo('retrying'), /Second try soon.*slow down/);
export const Paused: Story = one(photo('paused'), /Paused/);
export const Done: Story = one(photo('done'), /Uploaded/);
export const Failed: Story = one(photo('failed'), /Failed.*connection was lost/);
export const Canceled: Story = one(photo('canceled'), /Canceled/);

/** Nobody has pressed “Upload” yet. */
export const WaitingForStart: Story = {
  args: {
    upload: createUploadHandle({
      items: [photo('queued'), photo('queued', { name: 'beach.jpg' })],
      status: 'waiting',
      start: fn(),
    }),
  },
  play: async ({ args, canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Upload' }));
    await expect(args.upload?.start).toHaveBeenCalledOnce();
  },
};

/** No network: what was under way waits for it. */
export const Offline: Story = {
  args: {
    upload: createUploadHandle({
      items: [photo('done'), photo('paused', { name: 'beach.jpg' })],
      status: 'offline',
    }),
  },
  play: async ({ canvasElement }) => {
    await expect(
      within(canvasElement).getByText('Offline. Uploads resume when you are back online.'),
    ).toBeVisible();
  },
};

/** `persist` is on, and the browser has no room for the pictures. */
export const StorageFull: Story = {
  args: {
    upload: createUploadHandle({
      items: [photo('uploading', { progress: 0.3 }), photo('queued', { name: 'beach.jpg' })],
      status: 'uploading',
      warning: {
        code: 'storage-full',
        message:
          'These pictures would not survive a reload: the browser has no more room. Keep this page open until they are uploaded.',
        cause: null,
      },
    }),
  },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByText(/Keep this page open/)).toBeVisible();
  },
};

export const Many: Story = {
  tags: ['behaviour'],
  args: {
    upload: createUploadHandle({
      items: photos(300),
      status: 'uploading',
      progress: {
        loaded: 310 * MEGABYTE,
        total: 1200 * MEGABYTE,
        ratio: 0.26,
        bytesPerSecond: 3.4 * MEGABYTE,
        secondsLeft: 262,
      },
      pause: fn(),
    }),
  },
  play: async ({ args, canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText('2 of 300 uploaded, 1 failed')).toBeVisible();
    await expect(canvas.getByText('3.4 MB/s, 5 min left')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
    await expect(args.upload?.pause).toHaveBeenCalledOnce();
  },
};

const LONG_NAME = `${'Family reunion at the lake, second day, everybody on the jetty '.repeat(3)}.jpg`;

export const Narrow: Story = {
  args: {
    upload: createUploadHandle({ items: [...photos(3), photo('failed', { name: LONG_NAME })] }),
  },
  parameters: { narrow: true },
};

export const RightToLeft: Story = {
  args: {
    upload: createUploadHandle({
      items: [photo('uploading', { name: 'غروب الشمس.jpg' }), ...photos(4)],
      status: 'uploading',
    }),
    labels: { region: 'رفع الصور', choose: 'اختر صورًا', drop: 'أفلت الصور هنا' },
  },
  globals: { direction: 'rtl' },
};

export const Dark: Story = {
  args: { upload: createUploadHandle({ items: photos(7), status: 'uploading' }) },
  globals: { theme: 'dark' },
};

export const Light: Story = { ...Dark, globals: { theme: 'light' } };
