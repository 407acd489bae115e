import { cleanup, fireEvent, render } from '@testing-library/react';
import '@tintype/react/testing';
import { createUploadHandle } from '@tintype/react/testing';
import { createRef } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import { ImageDropzone } from '../src/dropzone/ImageDropzone.tsx';
import { VariantGallery } from '../src/gallery/VariantGallery.tsx';

afterEach(cleanup);

const upload = createUploadHandle({ items: [] });
const attributes = {
  id: 'mine',
  title: 'Title',
  lang: 'de',
  dir: 'rtl',
  role: 'group',
  style: { inlineSize: '20rem', '--x': '1' },
  'data-testid': 'test',
  'aria-describedby': 'other',
  'aria-label': 'Name of the app',
};

it.each(['dropzone', 'dropzone with options', 'gallery'])('a %s has them on its root', (name) => {
  const ref = createRef<HTMLDivElement>();
  const onClick = vi.fn();
  const given = { ...attributes, ref, onClick, className: 'one', classNames: { root: 'two' } };
  const { container, rerender } = render(
    name === 'gallery' ? (
      <VariantGallery images={[]} {...given} />
    ) : name === 'dropzone' ? (
      <ImageDropzone upload={upload} {...given} />
    ) : (
      <ImageDropzone endpoint="/x" metadata={{ a: 1 }} onError={() => undefined} {...given} />
    ),
  );
  const root = container.firstElementChild as HTMLElement;
  expect(ref.current).toBe(root);
  expect(root.id).toBe('mine');
  expect(root.title).toBe('Title');
  expect(root.lang).toBe('de');
  expect(root.dir).toBe('rtl');
  expect(root.getAttribute('role')).toBe('group');
  expect(root.style.inlineSize).toBe('20rem');
  expect(root.style.getPropertyValue('--x')).toBe('1');
  expect(root.dataset.testid).toBe('test');
  expect(root.getAttribute('aria-describedby')).toBe('other');
  expect(root.getAttribute('aria-label')).toBe('Name of the app');
  expect([...root.classList]).toEqual(expect.arrayContaining(['one', 'two']));
  fireEvent.click(root);
  expect(onClick).toHaveBeenCalledOnce();
  // Options of the upload stay out of the page.
  expect(
    root.getAttributeNames().filter((attribute) => /endpoint|metadata/.test(attribute)),
  ).toEqual([]);
  rerender(<p />);
  expect(ref.current).toBeNull();
});

it('gives a function as ref the root, and takes it back', () => {
  const ref = vi.fn();
  const { container, unmount } = render(<VariantGallery images={[]} ref={ref} />);
  expect(ref).toHaveBeenCalledExactlyOnceWith(container.firstElementChild);
  unmount();
  expect(ref).toHaveBeenLastCalledWith(null);
});

it("calls the app's handlers before its own, which do nothing once the app has stopped the event", () => {
  const add = vi.fn();
  const onPaste = vi.fn();
  const stop = (event: { stopPropagation: () => void }) => event.stopPropagation();
  const given = { ...upload, add };
  const { container, rerender } = render(<ImageDropzone upload={given} onPaste={onPaste} />);
  const root = () => container.firstElementChild as HTMLElement;
  const paste = () => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
    return fireEvent(
      root(),
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }),
    );
  };
  // An event that is taken is prevented.
  expect(paste()).toBe(false);
  expect(onPaste).toHaveBeenCalledOnce();
  rerender(<ImageDropzone upload={given} onPaste={stop} />);
  expect(paste()).toBe(true);
});

it('has them in the HTML of a server', () => {
  const html = renderToString(<ImageDropzone upload={upload} {...attributes} />);
  expect(html).toContain('id="mine"');
  expect(html).toContain('data-testid="test"');
  expect(renderToString(<VariantGallery images={[]} {...attributes} />)).toContain('id="mine"');
});
