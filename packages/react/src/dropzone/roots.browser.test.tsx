import { act, cleanup, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createUploadItem } from '@tintype/react/testing';
import type { ReactElement } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import '../styles.css';
import { ImageDropzone } from './ImageDropzone.tsx';

afterEach(cleanup);

const done = createUploadItem({ status: 'done', name: 'a.jpg' });
const images = done.status === 'done' ? [done.image] : [];
const zone = (
  <ImageDropzone endpoint="/api/images" initialImages={images} fromURL editable reorderable />
);

function serve(element: ReactElement): HTMLElement {
  const page = document.body.appendChild(document.createElement('div'));
  page.innerHTML = renderToString(element);
  const root = hydrateRoot(page, element);
  onTestFinished(() => {
    act(() => root.unmount());
    page.remove();
  });
  return page;
}

const chooser = (page: HTMLElement) =>
  within(page).findByRole('button', { name: 'Choose pictures' });
const remove = (page: HTMLElement) => within(page).findByRole('button', { name: /^Remove/ });

it('keeps two roots apart that were rendered on a server: focus, hints and fields', async () => {
  const [first, second] = [serve(zone), serve(zone)];
  const [firstButton, secondButton] = [await chooser(first), await chooser(second)];
  await waitFor(() => expect(firstButton.id).not.toBe(secondButton.id));
  for (const [page, button] of [
    [first, firstButton],
    [second, secondButton],
  ] as const) {
    const hint = button.getAttribute('aria-describedby') ?? '';
    expect(page.contains(document.getElementById(hint))).toBe(true);
  }
  await userEvent.click(within(second).getByRole('button', { name: 'From a web address' }));
  const label = await within(second).findByText('Web address of the picture');
  await userEvent.click(label);
  expect(second.contains(document.activeElement)).toBe(true);
  await userEvent.click(await remove(second));
  expect(document.activeElement).toBe(secondButton);
  await userEvent.click(within(first).getByRole('button', { name: 'Clear' }));
  expect(document.activeElement).toBe(firstButton);
});

it('keeps the focus inside a shadow root, and belongs to the form there', async () => {
  const host = document.body.appendChild(document.createElement('div'));
  const shadow = host.attachShadow({ mode: 'open' });
  const page = shadow.appendChild(document.createElement('div'));
  const root = createRoot(page);
  onTestFinished(() => {
    act(() => root.unmount());
    host.remove();
  });
  act(() =>
    root.render(
      <form>
        <ImageDropzone endpoint="/api/images" initialImages={images} name="pictures" required />
        <button type="reset">Start again</button>
      </form>,
    ),
  );
  const button = await chooser(page);
  await userEvent.click(await remove(page));
  expect(shadow.activeElement).toBe(button);
  const form = page.querySelector('form');
  expect(form?.checkValidity()).toBe(false);
  await userEvent.click(within(page).getByText('Start again'));
  await remove(page);
  expect(new FormData(form ?? undefined).getAll('pictures')).toHaveLength(1);
});
