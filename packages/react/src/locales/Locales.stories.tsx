import type { Meta, StoryObj } from '@storybook/react-vite';
import { type Image, UploadError } from '@tintype/core';
import { en } from '@tintype/react/locales';
import { createUploadHandle } from '@tintype/react/testing';
import type { ReactElement } from 'react';
import { expect, userEvent, within } from 'storybook/test';
import { LOCALES } from '../anatomy/story-locales.ts';
import { ImageDropzone } from '../dropzone/ImageDropzone.tsx';
import { MEGABYTE, photo } from '../dropzone/story-pictures.ts';
import { VariantGallery } from '../gallery/VariantGallery.tsx';

interface PageProps {
  /** The `tag` of a locale. */
  language: string;
}

/** A page in one language. Renders a `<div>` with its `lang` and `dir`. */
function Page({ language }: PageProps): ReactElement {
  const { tag, dir, dropzone, gallery } = LOCALES[language] ?? en;
  return (
    <div lang={tag} dir={dir} style={{ display: 'grid', gap: '1.5rem' }}>
      <ImageDropzone upload={upload} labels={dropzone} camera fromURL reorderable editable />
      <VariantGallery
        images={IMAGES}
        labels={gallery}
        variantSizes={{ thumbnail: 320, public: 1366 }}
        onDelete={() => undefined}
        onLoadMore={() => undefined}
      />
    </div>
  );
}

/** `<ImageDropzone labels={de.dropzone} />` and `<VariantGallery labels={de.gallery} />`, in each language. */
const meta: Meta<typeof Page> = {
  title: 'Languages',
  component: Page,
  parameters: { visual: { height: 1150 } },
  argTypes: { language: { control: 'select', options: Object.keys(LOCALES) } },
};
export default meta;

type Story = StoryObj<typeof Page>;

const tooLarge = new UploadError('file-too-large', '', {
  limit: 10 * MEGABYTE,
  actual: 12.4 * MEGABYTE,
});

const upload = createUploadHandle({
  items: [
    photo('done'),
    photo('uploading', { name: 'Frangipani.jpg', previewUrl: '/photos/frangipani/thumbnail' }),
    photo('retrying', {
      name: 'Starfish on the quay.jpg',
      previewUrl: '/photos/starfish/thumbnail',
      retryAt: Date.now() + 3_600_000,
    }),
    photo('failed', { name: 'image.jpg', previewUrl: '/photos/coupe/thumbnail' }),
    photo('rejected', { name: 'Panorama.png', size: 12.4 * MEGABYTE, error: tooLarge }),
  ],
  status: 'uploading',
  progress: {
    loaded: 9 * MEGABYTE,
    total: 25 * MEGABYTE,
    ratio: 0.36,
    bytesPerSecond: 3.4 * MEGABYTE,
    secondsLeft: 262,
  },
});

const IMAGES = ['paris', 'frangipani', 'starfish'].map(
  (id): Image => ({
    id,
    filename: id === 'starfish' ? null : `${id}.jpg`,
    uploaded: '2026-11-01T10:00:00.000Z',
    requireSignedURLs: false,
    variants: [`/photos/${id}/thumbnail`, `/photos/${id}/public`],
  }),
);

/** Long words. */
export const German: Story = {
  args: { language: 'de' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByRole('button', { name: 'Bilder auswählen' })).toBeVisible();
    await expect(canvas.getByText(/Wählen Sie ein kleineres/)).toBeVisible();
    await expect(canvas.getByText('3 Bilder')).toBeVisible();
    const box = canvasElement.firstElementChild as HTMLElement;
    await expect(box.scrollWidth).toBeLessThanOrEqual(box.clientWidth);
  },
};

/** The same where there is little room. */
export const GermanNarrow: Story = {
  ...German,
  parameters: { narrow: true, visual: { height: 1500 } },
};

/** From right to left. */
export const Arabic: Story = {
  args: { language: 'ar' },
  // Which variant it takes for a picture that comes back is the browser's own choice.
  parameters: { visual: { hide: ['.tt-photo', '.tt-image-size'] } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const choose = canvas.getByRole('button', { name: 'اختيار صور' });
    await expect(getComputedStyle(choose).direction).toBe('rtl');
    await expect(canvas.getByText('3 صور')).toBeVisible();
    const remove = canvas.getByRole('button', { name: 'حذف \u2068paris.jpg\u2069' });
    await userEvent.click(remove);
    const undo = await canvas.findByRole('button', { name: 'تراجع' });
    await expect(undo.parentElement).toHaveTextContent('حُذفت صورة واحدة');
    await userEvent.click(undo);
  },
};

export const Japanese: Story = {
  args: { language: 'ja' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(canvas.getByRole('button', { name: '画像を選択' })).toBeVisible();
    await expect(canvas.getByText('3枚の画像')).toBeVisible();
  },
};
