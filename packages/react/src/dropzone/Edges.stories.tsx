import type { Meta, StoryObj } from '@storybook/react-vite';
import { ar } from '@tintype/react/locales';
import { createUploadHandle } from '@tintype/react/testing';
import type { ReactElement } from 'react';
import { expect, screen, userEvent, waitFor, within } from 'storybook/test';
import { ImageDropzone, type ImageDropzoneProps } from './ImageDropzone.tsx';
import { photo, photos } from './story-pictures.ts';

/** Long names, little room, large letters, and the other direction. */
const meta: Meta<typeof ImageDropzone> = {
  title: 'ImageDropzone/Little room',
  component: ImageDropzone,
};
export default meta;

type Story = StoryObj<typeof ImageDropzone>;

const SENTENCE = 'Family reunion at the lake, second day, everybody on the jetty';
const LONG_NAME = `${Array(4).fill(SENTENCE).join(', ')}.jpg`;
const UNBROKEN_NAME = `${'DSC20261101_'.repeat(14)}.jpg`;

const everyStatus = createUploadHandle({
  items: [
    photo('uploading', { name: LONG_NAME }),
    photo('failed', { name: UNBROKEN_NAME }),
    photo('done', { name: 'a.jpg' }),
    photo('rejected', { name: LONG_NAME, previewUrl: null }),
  ],
  status: 'uploading',
});

const ALL: Partial<ImageDropzoneProps> = {
  upload: everyStatus,
  camera: true,
  fromURL: true,
  reorderable: true,
  editable: true,
};

/** Nothing may be pushed out of the page. */
async function fits(canvas: HTMLElement): Promise<void> {
  const zone = canvas.querySelector('[data-tt="dropzone"]') as HTMLElement;
  await expect(zone.scrollWidth).toBeLessThanOrEqual(zone.clientWidth);
  await expect(zone.querySelectorAll('[data-tt="item"]').length).toBeGreaterThan(0);
}

const staysInside: Story['play'] = ({ canvasElement }) => fits(canvasElement);

export const LongNames: Story = { args: ALL, play: staysInside };

export const LongNamesNarrow: Story = {
  args: ALL,
  parameters: { narrow: true },
  play: staysInside,
};

export const LongNamesRightToLeft: Story = {
  args: { ...ALL, labels: ar.dropzone },
  globals: { direction: 'rtl' },
  play: staysInside,
};

/** A panorama, a copied chat, and a picture that is not yet to be seen. */
export const WideAndTall: Story = {
  args: {
    upload: createUploadHandle({
      items: [
        photo('done', { name: 'panorama.jpg', previewUrl: '/photos/panorama/thumbnail' }),
        photo('uploading', { name: 'chat.png', previewUrl: '/photos/tower/thumbnail' }),
        photo('preparing', { name: 'IMG_0042.HEIC', previewUrl: null }),
      ],
      status: 'uploading',
    }),
  },
  play: async ({ canvasElement }) => {
    const [wide, tall] = canvasElement.querySelectorAll('img');
    for (const image of [wide, tall]) {
      await waitFor(() => expect(image?.naturalWidth).toBeGreaterThan(0));
      await expect(image?.clientWidth).toBe(image?.clientHeight);
    }
  },
};

/** The browser's zoom at 200 %. */
export const Zoomed: Story = {
  args: ALL,
  parameters: { zoom: true, visual: { height: 1500 } },
  play: staysInside,
};

export const ZoomedIdle: Story = {
  args: { upload: createUploadHandle(), camera: true, fromURL: true },
  parameters: { zoom: true },
};

export const SourcesRightToLeft: Story = {
  args: { upload: createUploadHandle(), labels: ar.dropzone, camera: true, fromURL: true },
  globals: { direction: 'rtl' },
  play: async ({ canvasElement }) => {
    const button = within(canvasElement).getByRole('button', { name: ar.dropzone.url });
    await userEvent.click(button);
    await expect(await screen.findByRole('textbox', { name: ar.dropzone.urlField })).toBeVisible();
  },
};

/** The fields for caption and description, one below the other. */
export const DetailsNarrow: Story = {
  args: { upload: createUploadHandle({ items: photos(2, 'queued') }), editable: true },
  parameters: { narrow: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(
      canvas.getByRole('button', { name: 'Caption and description of Paris at dusk.jpg' }),
    );
    const caption = await canvas.findByRole('textbox', { name: 'Caption' });
    await waitFor(() => expect(caption).toBeVisible());
    await fits(canvasElement);
  },
};

function InForm(props: ImageDropzoneProps): ReactElement {
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <ImageDropzone {...props} />
      <p>
        <button type="submit">Save</button>
      </p>
    </form>
  );
}

/** What a form has to say, where there is little room for it. */
export const FormProblemNarrow: Story = {
  args: {
    upload: createUploadHandle({ items: photos(1, 'done') }),
    error: 'An advert needs three pictures, of which one must show the whole thing from the front.',
  },
  render: (args) => <InForm {...args} />,
  parameters: { narrow: true },
  play: staysInside,
};

export const FormProblemRightToLeft: Story = {
  args: { upload: createUploadHandle(), name: 'pictures', required: true, labels: ar.dropzone },
  render: (args) => <InForm {...args} />,
  globals: { direction: 'rtl' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await expect(await canvas.findByText(ar.dropzone.formProblem('missing'))).toBeVisible();
  },
};
