import { cleanup, render } from '@testing-library/react';
import '@tintype/react/testing';
import { createUploadHandle, createUploadItem } from '@tintype/react/testing';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { ImageDropzone } from '../src/dropzone/ImageDropzone.tsx';
import { unanswered } from '../src/gallery/pictures.test.support.ts';
import { VariantGallery } from '../src/gallery/VariantGallery.tsx';
import '../src/styles.css';

afterEach(cleanup);

const long = `${'a-very-long-name-'.repeat(20)}.jpg`;
const items = [createUploadItem({ status: 'uploading', name: long })];
const image = unanswered('p1', { filename: long });

const COMPONENTS: Record<string, ReactElement> = {
  dropzone: <ImageDropzone upload={createUploadHandle({ items: [] })} camera fromURL />,
  'filled dropzone': <ImageDropzone upload={createUploadHandle({ items, status: 'uploading' })} />,
  gallery: <VariantGallery images={[image]} onDelete={() => undefined} />,
  'empty gallery': <VariantGallery images={[]} />,
};

/** Where the component stands: `@`. */
const PLACES: Record<string, string> = {
  'a block': '@',
  'a flex row': '<div style="display: flex">@</div>',
  'a flex row beside long text': `<div style="display: flex"><p>${'word '.repeat(300)}</p>@</div>`,
  'a flex row beside what grows': '<div style="display: flex"><p style="flex: 1">x</p>@</div>',
  'a centered flex row':
    '<div style="display: flex; justify-content: center; align-items: center">@</div>',
  'a flex column': '<div style="display: flex; flex-direction: column">@</div>',
  'a centered flex column':
    '<div style="display: flex; flex-direction: column; align-items: center">@</div>',
  'a flex column at the start':
    '<div style="display: flex; flex-direction: column; align-items: flex-start">@</div>',
  'a grid': '<div style="display: grid">@</div>',
  'a grid in whose middle it is': '<div style="display: grid; place-items: center">@</div>',
  'a grid with its content in the middle':
    '<div style="display: grid; place-content: center">@</div>',
  'a column of a grid that is as wide as it is':
    '<div style="display: grid; grid-template-columns: auto 1fr">@<p>x</p></div>',
  'an inline block': '<div style="display: inline-block">@</div>',
  'an inline flex box': '<div style="display: inline-flex">@</div>',
  'a box that fits its content': '<div style="inline-size: fit-content">@</div>',
  'a float': '<div style="float: left">@</div>',
  'an absolute box': '<div style="position: absolute">@</div>',
  'a fixed box in the middle':
    '<div style="position: absolute; left: 50%; translate: -50%">@</div>',
  'a dialog': '<dialog open style="max-width: 100%; box-sizing: border-box">@</dialog>',
  'a table cell': '<table><tbody><tr><td>@</td></tr></tbody></table>',
  'a fieldset': '<form><fieldset style="min-inline-size: 0">@</fieldset></form>',
};

describe.each(Object.entries(COMPONENTS))('a %s', (_, component) => {
  it.each(Object.entries(PLACES))('has a usable width in %s', async (_, html) => {
    expect(await widthIn(html, 800, component)).toBeGreaterThanOrEqual(256);
  });

  it.each(Object.entries(PLACES))('is no wider than there is room in %s', async (_, html) => {
    const width = await widthIn(html, 200, component);
    expect(width).toBeGreaterThanOrEqual(100);
    expect(width).toBeLessThanOrEqual(200);
  });
});

async function widthIn(html: string, room: number, component: ReactElement): Promise<number> {
  const stage = document.createElement('div');
  stage.style.cssText = `position: relative; inline-size: ${room}px`;
  stage.innerHTML = html.replace('@', '<span data-place style="display: contents"></span>');
  document.body.append(stage);
  // In its place there is no element between.
  const place = stage.querySelector('[data-place]') ?? stage;
  render(component, { container: place as HTMLElement, baseElement: stage });
  const root = place.querySelector('[data-surroundings]');
  const { width, right } = root?.getBoundingClientRect() ?? { width: 0, right: 0 };
  expect(right).toBeLessThanOrEqual(stage.getBoundingClientRect().right + 0.5);
  cleanup();
  stage.remove();
  return width;
}
