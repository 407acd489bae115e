import { Markdown } from '@storybook/addon-docs/blocks';
import type { ReactElement } from 'react';
import { repository } from '../../../packages/core/package.json';
import { guidePages } from './guide-pages.ts';

interface GuideProps {
  /** From the root of the repository. */
  file: string;
  text: string;
}

/** A page of the repository, with links that lead where a reader of Storybook can go. */
export function Guide({ file, text }: GuideProps): ReactElement {
  const shown = text
    .replace(/<!--[\s\S]*?-->\n*/g, '')
    .replace(/\]\(((?:[^()\s]|\([^()]*\))+)\)/g, (_, link: string) => `](${targetOf(link, file)})`);
  return <Markdown>{shown}</Markdown>;
}

function targetOf(link: string, file: string): string {
  if (/^[a-z]+:|^#/.test(link)) return link;
  const { pathname, hash } = new URL(link, `http://repository/${file}`);
  const target = decodeURI(pathname.slice(1));
  const page = guidePages[target];
  return page ? `?path=/docs/${page}` : `${SOURCE}/${encodeURI(target)}${hash}`;
}

const SOURCE = `${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main`;
