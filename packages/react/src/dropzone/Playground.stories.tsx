import type { Meta, StoryObj } from '@storybook/react-vite';
import { en } from '@tintype/react/locales';
import { type ReactElement, useState } from 'react';
import { expect, within } from 'storybook/test';
import { LOCALES } from '../anatomy/story-locales.ts';
import { ImageDropzone } from './ImageDropzone.tsx';
import { type NetworkScript, openNetwork } from './story-network.ts';
import { dropPhoto } from './story-pictures.ts';

const NETWORKS: Readonly<Record<string, NetworkScript>> = {
  fast: { name: 'fast' },
  slow: { name: 'slow-line', duration: 15_000 },
  'fails once': {
    name: 'unsteady',
    fates: [{ status: 503, headers: { 'retry-after': '3' }, body: 'busy' }],
  },
  'signed out': {
    name: 'signed-out',
    answersAll: { status: 200, body: '<!doctype html><title>Sign in</title>' },
  },
};

interface PlaygroundProps {
  disabled: boolean;
  paste: 'zone' | 'page' | false;
  pageDrop: boolean;
  camera: boolean;
  fromURL: boolean;
  reorderable: boolean;
  editable: boolean;
  required: boolean;
  error: string;
  autoStart: boolean;
  maxFiles: number;
  maxMegabytes: number;
  concurrency: number;
  maxSide: number;
  /** The `tag` of a locale. */
  language: string;
  network: string;
  accent: string;
  radius: number;
  space: number;
  thumbnail: number;
  listHeight: number;
}

/** All that can be turned. Renders a `<div>`. */
function Playground(props: PlaygroundProps): ReactElement {
  const { language, network, accent, radius, space, thumbnail, listHeight, ...more } = props;
  const { maxFiles, maxMegabytes, maxSide, error, ...options } = more;
  const { tag, dir, dropzone } = LOCALES[language] ?? en;
  const [networks] = useState(() =>
    Object.fromEntries(
      Object.entries(NETWORKS).map(([name, script]) => [name, openNetwork(script)]),
    ),
  );
  const looks = { accent, radius, space, thumbnail, listHeight };
  return (
    <div lang={tag} dir={dir}>
      <style>{rulesOf(looks)}</style>
      <ImageDropzone
        {...options}
        key={maxSide}
        endpoint={networks[network]?.endpoint ?? ''}
        maxFiles={maxFiles || Number.POSITIVE_INFINITY}
        maxFileSize={maxMegabytes * 1024 * 1024}
        prepare={maxSide > 0 ? { maxSide } : undefined}
        error={error || undefined}
        labels={dropzone}
      />
    </div>
  );
}

/** As an app would write them: outside of layers, so that they win. */
function rulesOf(
  look: Pick<PlaygroundProps, 'accent' | 'radius' | 'space' | 'thumbnail' | 'listHeight'>,
): string {
  const accent = look.accent ? `--tt-accent: ${look.accent};` : '';
  return `.tt-dropzone {
    ${accent}
    --tt-radius: ${look.radius}rem;
    --tt-space: ${look.space}rem;
    --tt-thumbnail: ${look.thumbnail}rem;
    --tt-list-height: ${look.listHeight}rem;
  }`;
}

const range = (min: number, max: number, step: number) => ({
  control: { type: 'range' as const, min, max, step },
});

/** Turn the controls, and drop pictures. Nothing leaves this page. */
const meta: Meta<typeof Playground> = {
  title: 'ImageDropzone/Playground',
  component: Playground,
  tags: ['behaviour'],
  args: {
    disabled: false,
    paste: 'zone',
    pageDrop: false,
    camera: true,
    fromURL: true,
    reorderable: true,
    editable: true,
    required: false,
    error: '',
    autoStart: true,
    maxFiles: 0,
    maxMegabytes: 10,
    concurrency: 3,
    maxSide: 0,
    language: 'en',
    network: 'fast',
    accent: '',
    radius: 0.75,
    space: 1,
    thumbnail: 3.5,
    listHeight: 26,
  },
  argTypes: {
    paste: { control: 'inline-radio', options: ['zone', 'page', false] },
    maxFiles: { ...range(0, 20, 1), description: '0 lets in any number' },
    maxMegabytes: { ...range(0.1, 10, 0.1), description: 'Megabytes of one picture at most' },
    concurrency: range(1, 6, 1),
    maxSide: {
      ...range(0, 4000, 100),
      description: 'Pixels to shrink to; 0 leaves them as they are',
    },
    language: { control: 'select', options: Object.keys(LOCALES) },
    network: { control: 'select', options: Object.keys(NETWORKS) },
    accent: { control: 'color', description: '--tt-accent' },
    radius: { ...range(0, 2, 0.125), description: '--tt-radius, in rem' },
    space: { ...range(0.5, 2, 0.125), description: '--tt-space, in rem' },
    thumbnail: { ...range(2, 8, 0.25), description: '--tt-thumbnail, in rem' },
    listHeight: { ...range(8, 60, 1), description: '--tt-list-height, in rem' },
  },
};
export default meta;

export const Everything: StoryObj<typeof Playground> = {
  name: 'Playground',
  play: async ({ canvasElement }) => {
    await dropPhoto(canvasElement, 'paris');
    await expect(await within(canvasElement).findByText('Uploaded')).toBeVisible();
  },
};
