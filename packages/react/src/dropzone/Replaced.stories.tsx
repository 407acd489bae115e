import type { Meta, StoryObj } from '@storybook/react-vite';
import { createUploadHandle } from '@tintype/react/testing';
import { expect, within } from 'storybook/test';
import { ImageDropzone } from './ImageDropzone.tsx';
import { photos } from './story-pictures.ts';

/** Every part can be another one. */
const meta: Meta<typeof ImageDropzone> = {
  title: 'ImageDropzone/Parts of your own',
  component: ImageDropzone,
  args: { upload: createUploadHandle({ items: photos(4), status: 'uploading' }) },
};
export default meta;

type Story = StoryObj<typeof ImageDropzone>;

/** A component takes the place of ours and gets all that ours gets. */
export const Component: Story = {
  args: {
    components: {
      Status: ({ item }) => <strong className="tt-item-status">{item.status.toUpperCase()}</strong>,
    },
  },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByText('UPLOADING')).toBeVisible();
  },
};

/** A render function wraps ours, or leaves it out. */
export const RenderFunctions: Story = {
  args: {
    render: {
      summary: () => null,
      actions: ({ item }, original) => (item.status === 'done' ? null : original),
    },
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('.tt-summary')).toBeNull();
    const [done, , , uploading] = canvasElement.querySelectorAll('[data-tt="item"]');
    await expect(done?.querySelectorAll('button')).toHaveLength(0);
    await expect(uploading?.querySelectorAll('button')).toHaveLength(1);
  },
};
