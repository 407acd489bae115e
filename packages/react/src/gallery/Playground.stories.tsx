import type { Meta, StoryObj } from '@storybook/react-vite';
import { en } from '@tintype/react/locales';
import type { ReactElement } from 'react';
import { expect, within } from 'storybook/test';
import { LOCALES } from '../anatomy/story-locales.ts';
import { many } from './story-images.ts';
import { VariantGallery } from './VariantGallery.tsx';

interface PlaygroundProps {
  count: number;
  loading: boolean;
  loadMore: boolean;
  deletable: boolean;
  selectable: boolean;
  lightbox: boolean;
  windowing: boolean;
  private: boolean;
  undoTime: number;
  defaultVariant: 'thumbnail' | 'public' | undefined;
  /** The `tag` of a locale. */
  language: string;
  accent: string;
  radius: number;
  space: number;
  imageMin: number;
  ratio: string;
  fit: 'contain' | 'cover';
}

/** All that can be turned. Renders a `<div>`. */
function Playground(props: PlaygroundProps): ReactElement {
  const { count, loading, selectable, lightbox, windowing, undoTime, defaultVariant } = props;
  const { tag, dir, gallery } = LOCALES[props.language] ?? en;
  const images = many(count).map((image) => ({ ...image, requireSignedURLs: props.private }));
  return (
    <div lang={tag} dir={dir}>
      <style>{rulesOf(props)}</style>
      <VariantGallery
        images={images}
        loading={loading}
        selectable={selectable}
        lightbox={lightbox}
        windowing={windowing}
        undoTime={undoTime * 1000}
        defaultVariant={defaultVariant}
        variantSizes={SIZES}
        signUrl={sign}
        onDelete={props.deletable ? nothing : undefined}
        onLoadMore={props.loadMore ? nothing : undefined}
        labels={gallery}
      />
    </div>
  );
}

const SIZES = { thumbnail: 320, public: 1366 };
const nothing = () => undefined;

async function sign(image: { variants: readonly string[] }, variant: string) {
  const url = image.variants.find((address) => address.endsWith(`/${variant}`)) ?? '';
  return { url: `${url}?exp=4102444800&sig=00`, expires: 4_102_444_800 };
}

/** As an app would write them: outside of layers, so that they win. */
function rulesOf({ accent, radius, space, imageMin, ratio, fit }: PlaygroundProps): string {
  return `.tt-gallery {
    ${accent ? `--tt-accent: ${accent};` : ''}
    --tt-radius: ${radius}rem;
    --tt-space: ${space}rem;
    --tt-image-min: ${imageMin}rem;
    --tt-frame-ratio: ${ratio};
    --tt-image-fit: ${fit};
  }`;
}

const range = (min: number, max: number, step: number) => ({
  control: { type: 'range' as const, min, max, step },
});

/** Turn the controls. */
const meta: Meta<typeof Playground> = {
  title: 'VariantGallery/Playground',
  component: Playground,
  tags: ['behaviour'],
  args: {
    count: 6,
    loading: false,
    loadMore: false,
    deletable: true,
    selectable: true,
    lightbox: true,
    windowing: true,
    private: false,
    undoTime: 8,
    defaultVariant: undefined,
    language: 'en',
    accent: '',
    radius: 0.75,
    space: 1,
    imageMin: 14,
    ratio: '4 / 3',
    fit: 'contain',
  },
  argTypes: {
    count: range(0, 500, 1),
    loadMore: { description: 'onLoadMore is given' },
    deletable: { description: 'onDelete is given' },
    private: { description: 'The pictures need signed URLs, and signUrl gives them' },
    undoTime: { ...range(0, 30, 1), description: 'Here in seconds' },
    defaultVariant: { control: 'select', options: [undefined, 'thumbnail', 'public'] },
    language: { control: 'select', options: Object.keys(LOCALES) },
    accent: { control: 'color', description: '--tt-accent' },
    radius: { ...range(0, 2, 0.125), description: '--tt-radius, in rem' },
    space: { ...range(0.5, 2, 0.125), description: '--tt-space, in rem' },
    imageMin: { ...range(8, 30, 0.5), description: '--tt-image-min, in rem' },
    ratio: {
      control: 'select',
      options: ['1 / 1', '4 / 3', '3 / 2', '16 / 9', '3 / 4'],
      description: '--tt-frame-ratio',
    },
    fit: { control: 'inline-radio', options: ['contain', 'cover'], description: '--tt-image-fit' },
  },
};
export default meta;

export const Everything: StoryObj<typeof Playground> = {
  name: 'Playground',
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getAllByRole('listitem')).toHaveLength(6);
  },
};
