import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { IMAGES, many, stored } from './story-images.ts';
import { VariantGallery } from './VariantGallery.tsx';

const meta: Meta<typeof VariantGallery> = {
  title: 'VariantGallery',
  component: VariantGallery,
  // What is stored locally has two variants of these sizes.
  args: { variantSizes: { thumbnail: 320, public: 1366 } },
};
export default meta;

type Story = StoryObj<typeof VariantGallery>;

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
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const paris = within(canvas.getAllByRole('listitem')[0] as HTMLElement);
    const image = paris.getByRole<HTMLImageElement>('img', { name: /Seine at dusk/ });
    await expect(image).toHaveAttribute('srcset', expect.stringContaining('thumbnail 320w'));
    await userEvent.click(paris.getByRole('radio', { name: 'thumbnail' }));
    await waitFor(() => expect(paris.getByText('320 × 213')).toBeVisible());
    // What came over the network, for the pictures are of the page's own origin.
    await waitFor(() => expect(paris.getByText(/^\d+ kB$/)).toBeVisible());
    await expect(paris.getByRole('img')).not.toHaveAttribute('srcset');
    await userEvent.click(paris.getByRole('radio', { name: 'public' }));
    await waitFor(() => expect(paris.getByText('1366 × 911')).toBeVisible());
  },
};

/** Nothing is gone before the time to undo is over. */
export const DeleteAndUndo: Story = {
  args: { images: IMAGES, onDelete: fn() },
  // Which variant it takes for a picture that comes back is the browser's own choice.
  parameters: { visual: { hide: ['.tt-photo', '.tt-image-size'] } },
  play: async ({ args, canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Delete Frangipani.jpg' }));
    await expect(canvas.queryByText('Frangipani.jpg')).toBeNull();
    await expect(canvas.getByRole('button', { name: /^Delete Starfish/ })).toHaveFocus();
    await userEvent.click(canvas.getByRole('button', { name: 'Undo' }));
    await expect(canvas.getByRole('button', { name: 'Delete Frangipani.jpg' })).toHaveFocus();
    await expect(args.onDelete).not.toHaveBeenCalled();
  },
};

/** Shift takes all from the last one on. */
export const Selected: Story = {
  args: { images: IMAGES, onDelete: fn(), onSelectionChange: fn() },
  play: async ({ args, canvasElement }) => {
    const canvas = within(canvasElement);
    const user = userEvent.setup();
    await user.click(canvas.getByRole('checkbox', { name: 'Select Paris at dusk.jpg' }));
    await user.keyboard('{Shift>}');
    await user.click(canvas.getByRole('checkbox', { name: /^Select Starfish/ }));
    await user.keyboard('{/Shift}');
    await expect(canvas.getByText('3 selected')).toBeVisible();
    await expect(args.onSelectionChange).toHaveBeenLastCalledWith([
      'paris',
      'frangipani',
      'starfish',
    ]);
  },
};

/** Snippets to copy, and all that is known. */
export const MoreAboutOne: Story = {
  args: { images: IMAGES.slice(0, 3), onDelete: fn() },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByLabelText('More about Paris at dusk.jpg'));
    const copy = await canvas.findByRole('button', { name: 'Copy Markdown for Paris at dusk.jpg' });
    await waitFor(() => expect(copy).toBeVisible());
    await expect(canvas.getByText('6000')).toBeVisible();
  },
};

export const Lightbox: Story = {
  args: { images: IMAGES, onDelete: fn() },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'View Frangipani.jpg' }));
    const dialog = within(await canvas.findByRole('dialog', { name: 'Frangipani.jpg, large' }));
    await waitFor(() => expect(dialog.getByText('2 of 5')).toBeVisible());
    await waitFor(() =>
      expect(dialog.getByRole<HTMLImageElement>('img').naturalWidth).toBeGreaterThan(0),
    );
  },
};

/** A tall picture stays on its plate. */
export const Portrait: Story = {
  args: { images: IMAGES.slice(4), defaultVariant: 'public' },
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

/** Stored a moment ago, and not yet everywhere. */
export const StillSpreading: Story = {
  args: {
    images: [
      {
        ...stored('starfish', 'Just now.jpg'),
        variants: ['/photos/not-yet/public'],
        uploaded: new Date().toISOString(),
      },
      ...IMAGES.slice(0, 2),
    ],
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByText(/here in a moment/)).toBeVisible());
  },
};

/** Seen under URLs that are signed for a while. */
export const Private: Story = {
  args: {
    images: IMAGES.slice(0, 3).map((image) => ({ ...image, requireSignedURLs: true })),
    signUrl: async (image, variant) => ({
      url: `/photos/${image.id}/${variant}?exp=4102444800&sig=00`,
      expires: 4_102_444_800,
    }),
  },
  play: async ({ canvasElement }) => {
    const images = await within(canvasElement).findAllByRole('img');
    await expect(images[0]).toHaveAttribute('src', expect.stringContaining('sig=00'));
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

/** Few of them are in the page. */
export const TenThousand: Story = {
  tags: ['behaviour'],
  args: { images: many(10_000), onDelete: fn() },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText('10,000 pictures')).toBeVisible();
    await waitFor(() =>
      expect(canvasElement.querySelectorAll('[data-tt="image"]').length).toBeLessThan(60),
    );
  },
};

/** Every part can be another; what is not named stays. */
export const OwnParts: Story = {
  args: {
    images: IMAGES.slice(0, 3),
    components: {
      Caption: ({ picture }) => <p>{picture.name.replace(/\.jpg$/, '')}</p>,
    },
    render: {
      frame: ({ picture }, standard) => (
        <figure style={{ margin: 0 }} aria-label={`Framed ${picture.name}`}>
          {standard}
        </figure>
      ),
      actions: () => null,
    },
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByText('Frangipani')).toBeVisible();
    await expect(canvas.getByRole('figure', { name: 'Framed Frangipani.jpg' })).toBeVisible();
    await expect(canvas.queryByRole('button', { name: /^Copy/ })).toBeNull();
  },
};

export const Narrow: Story = {
  args: { images: IMAGES, onDelete: fn() },
  parameters: { narrow: true },
};

export const RightToLeft: Story = {
  args: { images: IMAGES, onDelete: fn() },
  globals: { direction: 'rtl' },
};

export const Dark: Story = { args: { images: IMAGES, onDelete: fn() }, globals: { theme: 'dark' } };

export const Light: Story = { ...Dark, globals: { theme: 'light' } };
