import type { ComponentType } from 'react';
import { Components } from './pages/Components.tsx';
import componentsSource from './pages/Components.tsx?raw';
import { Headless } from './pages/Headless.tsx';
import headlessSource from './pages/Headless.tsx?raw';
import { PlainForm } from './pages/PlainForm.tsx';
import plainFormSource from './pages/PlainForm.tsx?raw';
import { Playground } from './pages/Playground.tsx';
import playgroundSource from './pages/Playground.tsx?raw';
import { PrivateImages } from './pages/PrivateImages.tsx';
import privateImagesSource from './pages/PrivateImages.tsx?raw';

/** One way of using Tintype. */
export interface DemoPage {
  path: string;
  /** In the list of pages. */
  name: string;
  title: string;
  intro: string;
  Page: ComponentType;
  /** The page's own file. */
  source: string;
}

const HOME: DemoPage = {
  path: '/',
  name: 'Components',
  title: 'Pictures go up, variants come back',
  intro:
    'Tintype takes pictures from your device to an image service, and shows what it makes of them. Try it with photos of your own: they stay on the machine that runs this demo, unless it was told to use Cloudflare Images.',
  Page: Components,
  source: componentsSource,
};

export const PAGES: readonly DemoPage[] = [
  HOME,
  {
    path: '/headless',
    name: 'Headless',
    title: 'Headless',
    intro:
      'useImageUpload is the engine without a look: items, progress and actions. All markup on this page is its own.',
    Page: Headless,
    source: headlessSource,
  },
  {
    path: '/form',
    name: 'Form',
    title: 'Plain form',
    intro:
      'With a name, the dropzone is a field like any other: a form sends the id of each stored picture, and waits until all have arrived.',
    Page: PlainForm,
    source: plainFormSource,
  },
  {
    path: '/private',
    name: 'Private',
    title: 'Private images',
    intro:
      'These pictures can be seen only through URLs that the relay has signed, each good for one picture and one hour. The key never reaches the browser.',
    Page: PrivateImages,
    source: privateImagesSource,
  },
  {
    path: '/playground',
    name: 'Playground',
    title: 'Playground',
    intro:
      'Break the network while pictures are on their way, or reload the page in the middle. Every picture is stored, and none is stored twice.',
    Page: Playground,
    source: playgroundSource,
  },
];

/** The page at a path; the first one where there is none. */
export function pageAt(path: string): DemoPage {
  return PAGES.find((page) => page.path === path) ?? HOME;
}
