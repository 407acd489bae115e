import type { Meta, StoryObj } from '@storybook/react-vite';
import { createUploadHandle } from '@tintype/react/testing';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { ImageDropzone } from './ImageDropzone.tsx';
import { photo, photos } from './story-pictures.ts';

/** As a field of a form. */
const meta: Meta<typeof ImageDropzone> = {
  title: 'ImageDropzone/In forms',
  component: ImageDropzone,
  args: { name: 'pictures' },
  decorators: [
    (Story) => (
      <form onSubmit={(event) => event.preventDefault()}>
        <Story />
        <p>
          <button type="submit" className="tt-story-submit">
            Save
          </button>
        </p>
      </form>
    ),
  ],
};
export default meta;

type Story = StoryObj<typeof ImageDropzone>;

/** Nothing was chosen, and the form was to be sent. */
export const Required: Story = {
  args: { upload: createUploadHandle(), required: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(canvas.getByText('Choose at least one picture.')).toBeVisible());
    await expect(
      canvas.getByRole('button', { name: 'Choose pictures' }),
    ).toHaveAccessibleDescription(/Choose at least one picture/);
  },
};

export const Filled: Story = {
  args: { upload: createUploadHandle({ items: photos(2, 'done') }), required: true },
  play: async ({ canvasElement }) => {
    const form = canvasElement.querySelector('form');
    await expect(new FormData(form ?? undefined).getAll('pictures')).toEqual([
      'image-of-Paris at dusk.jpg',
      'image-of-Frangipani.jpg',
    ]);
    await expect(form?.checkValidity()).toBe(true);
  },
};

/** Sent now, the form would lose the picture that is on its way. */
export const Unfinished: Story = {
  args: { upload: createUploadHandle({ items: [photo('uploading')], status: 'uploading' }) },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(canvas.getByText(/form is sent when they are done/)).toBeVisible());
  },
};

/** What a form library has found. */
export const ErrorOfTheApp: Story = {
  args: {
    upload: createUploadHandle({ items: photos(1, 'done') }),
    error: 'An advert needs three pictures.',
  },
  play: async ({ canvasElement }) => {
    await expect(
      within(canvasElement).getByRole('button', { name: 'Choose pictures' }),
    ).toHaveAccessibleDescription(/needs three pictures/);
  },
};

export const InDisabledFieldset: Story = {
  args: { upload: createUploadHandle() },
  decorators: [
    (Story) => (
      <fieldset disabled>
        <Story />
      </fieldset>
    ),
  ],
  play: async ({ canvasElement }) => {
    await expect(
      within(canvasElement).getByRole('button', { name: 'Choose pictures' }),
    ).toBeDisabled();
  },
};
