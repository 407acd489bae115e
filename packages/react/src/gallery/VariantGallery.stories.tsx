import type { Meta, StoryObj } from '@storybook/react-vite';
import type { Image } from '@tintype/core';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { VariantGallery } from './VariantGallery.tsx';

const meta: Meta<typeof VariantGallery> = {
  title: 'VariantGallery',
  component: VariantGallery,
};
export default meta;

type Story = StoryObj<typeof VariantGallery>;

function stored(id: string, filename: string | null): Image {
  return {
    id,
    filename,
    uploaded: '2026-11-24T10:00:00.000Z',
    requireSignedURLs: false,
    variants: [`/photos/${id}/thumbnail`, `/photos/${id}/public`],
  };
}

const IMAGES = [
  stored('paris', 'Paris at dusk.jpg'),
  stored('frangipani', 'Frangipani.jpg'),
  stored('starfish', 'Starfish on the quay.jpg'),
  stored(
    'coupe',
    'A very long name that somebody gave to a picture of a white coupé on a hill.jpg',
  ),
  stored('sign', null),
];

export const Empty: Story = {
  args: { images: [] },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByText('No pictures yet')).toBeVisible();
  },
};

export const Loading: Story = {
  args: { images: [], loading: true },
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('status')).toHaveTextContent('Loading pictures');
  },
};

export const Filled: Story = {
  args: { images: IMAGES, onDelete: fn(), onLoadMore: fn() },
  play: async ({ args, canvasElement }) => {
    const canvas = within(canvasElement);
    const paris = within(canvas.getAllByRole('listitem')[0] as HTMLElement);
    const image = paris.getByRole<HTMLImageElement>('img', { name: 'Paris at dusk.jpg' });
    await waitFor(() => expect(image.naturalWidth).toBe(1366));
    await userEvent.click(paris.getByRole('radio', { name: 'thumbnail' }));
    await waitFor(() => expect(paris.getByText('320 × 213')).toBeVisible());
    await userEvent.click(paris.getByRole('button', { name: 'Delete Paris at dusk.jpg' }));
    await expect(args.onDelete).toHaveBeenCalledWith(IMAGES[0]);
  },
};

/** A tall picture stays on its plate. */
export const Portrait: Story = {
  args: { images: IMAGES.slice(4) },
  play: async ({ canvasElement }) => {
    const image = within(canvasElement).getByRole<HTMLImageElement>('img');
    await waitFor(() => expect(image.naturalHeight).toBe(640));
    const plate = image.parentElement?.getBoundingClientRect();
    await expect(image.getBoundingClientRect().height).toBeLessThanOrEqual(plate?.height ?? 0);
  },
};

export const FailingImage: Story = {
  args: { images: [stored('missing', 'Lost.jpg'), ...IMAGES.slice(0, 2)] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByText('This variant cannot be shown')).toBeVisible());
    await expect(canvas.getByRole('button', { name: 'Try Lost.jpg again' })).toBeVisible();
  },
};

/** URLs that could run script are never put into the page. */
export const HostileURLs: Story = {
  args: {
    images: [
      {
        ...stored('hostile', 'Hostile.jpg'),
        variants: ['javascript:alert(1)', 'data:text/html,x/y'],
      },
    ],
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('a, img')).toBeNull();
  },
};

export const Narrow: Story = { args: { images: IMAGES }, parameters: { narrow: true } };

export const RightToLeft: Story = {
  args: { images: IMAGES, onDelete: fn() },
  globals: { direction: 'rtl' },
};

export const Dark: Story = { args: { images: IMAGES, onDelete: fn() }, globals: { theme: 'dark' } };

export const Light: Story = { ...Dark, globals: { theme: 'light' } };
