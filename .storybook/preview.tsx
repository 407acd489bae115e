import type { Preview } from '@storybook/react-vite';
import { configure } from 'storybook/test';
// Stories press their buttons at once, and pages get some of them a moment later.
import '@tintype/react/testing';
import '../packages/react/src/styles.css';
import { tidyArgTypes } from './docs/tidy-arg-types.ts';
import './stage.css';

// What is loaded on demand takes its time on a busy machine, and no test is about that time.
configure({ asyncUtilTimeout: 15_000 });

const preview: Preview = {
  argTypesEnhancers: [tidyArgTypes],
  parameters: {
    layout: 'fullscreen',
    // A violation is a failed test, not a note in a panel.
    a11y: { test: 'error' },
    controls: { expanded: true },
    options: {
      storySort: {
        order: [
          'Welcome',
          'Dropzone',
          'Gallery',
          'Styling',
          'Accessibility',
          'Languages guide',
          'Guides',
          [
            'Next.js',
            'Vite with Hono',
            'Cloudflare Workers',
            'Private images',
            'Direct uploads',
            'Forms',
            'Styling recipes',
            'Accessibility, your part',
            'Self-hosting',
            'Observability',
            'Migrating',
            'Troubleshooting',
            'Privacy',
          ],
          'ImageDropzone',
          'VariantGallery',
          'Languages',
        ],
      },
    },
  },
  globalTypes: {
    theme: {
      description: 'Colour scheme of the page around the component',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of writing',
      toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: {
    // The tests run every story in both.
    theme: import.meta.env.STORYBOOK_THEME ?? 'light',
    direction: 'ltr',
  },
  decorators: [
    (Story, { globals, parameters }) => (
      <div
        className="stage"
        data-theme={globals.theme}
        data-narrow={parameters.narrow}
        data-zoom={parameters.zoom}
        dir={globals.direction}
      >
        <Story />
      </div>
    ),
  ],
};

export default preview;
