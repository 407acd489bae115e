import type { Meta, StoryObj } from '@storybook/react-vite';
import { ar } from '@tintype/react/locales';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { IMAGES, stored } from './story-images.ts';
import { VariantGallery } from './VariantGallery.tsx';

/** Long names, empty descriptions, odd shapes, little room, large letters, and the other direction. */
const meta: Meta<typeof VariantGallery> = {
  title: 'VariantGallery/Little room',
  component: VariantGallery,
  args: { variantSizes: { thumbnail: 320, public: 1366 }, onDelete: fn() },
};
export default meta;

type Story = StoryObj<typeof VariantGallery>;

const SENTENCE = 'Family reunion at the lake, second day, everybody on the jetty';
const LONG = [
  stored('paris', `${Array(4).fill(SENTENCE).join(', ')}.jpg`),
  stored('frangipani', `${'DSC20261101_'.repeat(14)}.jpg`),
  stored('starfish', 'a.jpg'),
];

/** Nothing may be pushed out of the page. */
const staysInside: Story['play'] = async ({ canvasElement }) => {
  const gallery = canvasElement.querySelector('[data-tt="gallery"]') as HTMLElement;
  // Buttons without a border stand so that their icons, and not their own edges, end with the picture.
  const room = gallery.clientWidth + 8;
  await expect(gallery.scrollWidth).toBeLessThanOrEqual(room);
  await expect(gallery.querySelectorAll('[data-tt="image"]').length).toBeGreaterThan(0);
};

export const LongNames: Story = { args: { images: LONG }, play: staysInside };

export const LongNamesNarrow: Story = {
  args: { images: LONG },
  parameters: { narrow: true, visual: { height: 1250 } },
  play: staysInside,
};

export const LongNamesRightToLeft: Story = {
  args: { images: LONG, labels: ar.gallery },
  globals: { direction: 'rtl' },
  play: staysInside,
};

/** The panorama and the tower keep their shapes inside of their places. */
export const WideAndTall: Story = {
  args: {
    images: [
      stored('panorama', 'Panorama.jpg'),
      stored('tower', 'Tower.jpg'),
      ...IMAGES.slice(1, 2),
    ],
    defaultVariant: 'public',
  },
  play: async ({ canvasElement }) => {
    for (const plate of canvasElement.querySelectorAll('.tt-plate')) {
      const image = plate.querySelector('img.tt-photo') as HTMLImageElement;
      await waitFor(() => expect(image.naturalWidth).toBeGreaterThan(0));
      await expect(image.getBoundingClientRect().height).toBeLessThanOrEqual(
        plate.getBoundingClientRect().height + 0.5,
      );
    }
  },
};

/** A description that says nothing: the name of the file stands in for it. */
export const EmptyDescription: Story = {
  args: { images: [stored('paris', 'Paris at dusk.jpg', { alt: '' }), stored('sign', null)] },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('img', { name: 'Paris at dusk.jpg' })).toBeVisible();
    await expect(await canvas.findByRole('img', { name: 'Untitled picture' })).toBeVisible();
  },
};

/** The browser's zoom at 200 %. */
export const Zoomed: Story = {
  args: { images: IMAGES },
  parameters: { zoom: true, visual: { height: 1200 } },
  play: staysInside,
};

/** Opens the lightbox and waits for its picture. */
async function openLightbox(canvasElement: HTMLElement, view: string): Promise<void> {
  const canvas = within(canvasElement);
  await userEvent.click(canvas.getByRole('button', { name: view }));
  const dialog = await canvas.findByRole('dialog');
  await waitFor(() =>
    expect(within(dialog).getByRole<HTMLImageElement>('img').naturalWidth).toBeGreaterThan(0),
  );
  await expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
}

export const LightboxNarrow: Story = {
  args: { images: LONG },
  parameters: { narrow: true },
  play: ({ canvasElement }) => openLightbox(canvasElement, `View ${LONG[0]?.filename}`),
};

export const LightboxTall: Story = {
  args: { images: [stored('tower', 'Tower.jpg'), ...IMAGES] },
  play: ({ canvasElement }) => openLightbox(canvasElement, 'View Tower.jpg'),
};

export const LightboxWide: Story = {
  args: { images: [stored('panorama', 'Panorama.jpg'), ...IMAGES] },
  play: ({ canvasElement }) => openLightbox(canvasElement, 'View Panorama.jpg'),
};

export const LightboxRightToLeft: Story = {
  args: { images: IMAGES, labels: ar.gallery },
  globals: { direction: 'rtl' },
  play: ({ canvasElement }) => openLightbox(canvasElement, ar.gallery.view('Frangipani.jpg')),
};

/** Where there is little room, and something to undo. */
export const UndoNarrow: Story = {
  args: { images: IMAGES.slice(0, 2) },
  parameters: { narrow: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Delete Frangipani.jpg' }));
    const undo = await canvas.findByRole('button', { name: 'Undo' });
    await waitFor(() => expect(undo).toBeVisible());
  },
};
