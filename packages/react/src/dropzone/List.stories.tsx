import type { Meta, StoryObj } from '@storybook/react-vite';
import { createUploadHandle } from '@tintype/react/testing';
import { useState } from 'react';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { ImageDropzone } from './ImageDropzone.tsx';
import { MEGABYTE, photo, photos } from './story-pictures.ts';

/** What can be done with the pictures on their way. */
const meta: Meta<typeof ImageDropzone> = {
  title: 'ImageDropzone/List',
  component: ImageDropzone,
};
export default meta;

type Story = StoryObj<typeof ImageDropzone>;

/** The second try begins in a while. */
export const Countdown: Story = {
  args: {
    upload: createUploadHandle({
      items: [
        photo('retrying', { retryAt: Date.now() + 1_800_000 }),
        photo('uploading', { attempt: 2 }),
      ],
      status: 'uploading',
    }),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText(/Second try in \d+ min/)).toBeVisible();
    await expect(canvas.getByText('Second try, 40%')).toBeVisible();
  },
};

export const RetryAll: Story = {
  args: {
    upload: createUploadHandle({
      items: [photo('done'), photo('failed', { name: 'beach.jpg' }), photo('failed')],
      retryAll: fn(),
    }),
  },
  play: async ({ args, canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Retry all 2' }));
    await expect(args.upload?.retryAll).toHaveBeenCalledOnce();
    await expect(document.activeElement).toHaveTextContent('Choose pictures');
  },
};

function Reorderable() {
  const [items, setItems] = useState(() => photos(5, 'done'));
  const upload = createUploadHandle({
    items,
    move(id, place) {
      const moved = items.filter((item) => item.id === id);
      const others = items.filter((item) => item.id !== id);
      setItems(others.toSpliced(place, 0, ...moved));
    },
  });
  return <ImageDropzone upload={upload} reorderable />;
}

/** With `reorderable`: by the grip, or by the buttons beside it, which keep the focus. */
export const Ordered: Story = {
  render: () => <Reorderable />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const down = await canvas.findByRole('button', { name: 'Move Frangipani.jpg down' });
    await userEvent.click(down);
    await waitFor(() => {
      const names = [...canvasElement.querySelectorAll('.tt-item-name')].map(
        (name) => name.textContent,
      );
      return expect(names.indexOf('Frangipani.jpg')).toBe(2);
    });
    await expect(canvas.getByRole('button', { name: 'Move Frangipani.jpg down' })).toHaveFocus();
  },
};

/** With `editable`, each picture can get a caption and a description. */
export const Described: Story = {
  args: {
    upload: createUploadHandle({ items: photos(3, 'queued'), setMetadata: fn() }),
    editable: true,
  },
  play: async ({ args, canvasElement }) => {
    const canvas = within(canvasElement);
    const name = 'Caption and description of Paris at dusk.jpg';
    await userEvent.click(canvas.getByRole('button', { name }));
    const caption = await canvas.findByRole('textbox', { name: 'Caption' });
    await waitFor(() => expect(caption).toHaveFocus());
    await userEvent.type(caption, 'From the roof{Enter}');
    await expect(args.upload?.setMetadata).toHaveBeenCalledWith(expect.any(String), {
      caption: 'From the roof',
    });
  },
};

const tenThousand = createUploadHandle({
  items: photos(10_000),
  status: 'uploading',
  progress: {
    loaded: 3.1 * 1024 * MEGABYTE,
    total: 41 * 1024 * MEGABYTE,
    ratio: 0.076,
    bytesPerSecond: 9.4 * MEGABYTE,
    secondsLeft: 4128,
  },
});

/** Of ten thousand pictures, only those near the screen are in the page. */
export const TenThousand: Story = {
  tags: ['behaviour'],
  // Not among the controls, which are sent from one frame to the other.
  render: () => <ImageDropzone upload={tenThousand} />,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-windowed]')).toBeVisible());
    const rows = canvasElement.querySelectorAll('[data-tt="item"]');
    await expect(rows.length).toBeLessThan(40);
    await expect(rows[0]).toHaveAttribute('aria-setsize', '10000');
  },
};
