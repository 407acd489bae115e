import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/react-vite';
import { defaultClientConditions } from 'vite';
import { mdxCompileOptions } from './markdown.ts';
import { preparePhotos } from './photos.ts';

// For pictures that are compared: nothing but the stories, in fonts of our own. See visual/README.md.
const visual = process.env.STORYBOOK_VISUAL === '1';

const served = (from: string, to: string) => ({
  from: path.relative(import.meta.dirname, from),
  to,
});
const fromPackage = (name: string) =>
  path.dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));

const VISUAL_FILES = [
  served(path.join(import.meta.dirname, '../visual/stage.css'), '/visual/stage.css'),
  served(fromPackage('@fontsource-variable/inter'), '/visual/inter'),
  served(fromPackage('@fontsource-variable/noto-sans-arabic'), '/visual/noto-sans-arabic'),
  served(fromPackage('@fontsource/sawarabi-gothic'), '/visual/sawarabi-gothic'),
];

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: [...(visual ? [] : ['./docs/**/*.mdx']), '../packages/react/src/**/*.stories.tsx'],
  addons: visual
    ? []
    : [
        { name: '@storybook/addon-docs', options: { mdxPluginOptions: { mdxCompileOptions } } },
        '@storybook/addon-a11y',
        '@storybook/addon-vitest',
      ],
  staticDirs: [served(await preparePhotos(visual), '/photos'), ...(visual ? VISUAL_FILES : [])],
  previewHead: (head) =>
    visual ? `${head}<link rel="stylesheet" href="./visual/stage.css">` : head,
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: visual ? false : 'react-docgen' },
  viteFinal: (vite) => ({
    ...vite,
    // Our own stylesheet, and not what it would be for browsers that we do not promise.
    build: { ...vite.build, cssTarget: 'esnext', cssMinify: false },
    resolve: {
      ...vite.resolve,
      conditions: ['@tintype/source', ...defaultClientConditions],
    },
  }),
};

export default config;
