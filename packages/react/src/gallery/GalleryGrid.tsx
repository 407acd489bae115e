'use client';
import type { Image } from '@tintype/core';
import { type FocusEvent, type ReactElement, useEffect, useRef } from 'react';
import { classes } from '../anatomy/slots.ts';
import { GalleryImage } from './GalleryImage.tsx';
import { useGallery } from './gallery-context.ts';
import type { GridSegment } from './grid-window.ts';
import { useGridWindow } from './use-grid-window.ts';

/** A wish to move the focus into one picture. A new object each time. */
export interface FocusWish {
  id: string;
  /** Selector of the control in it. */
  target: string;
}

interface GalleryGridProps {
  images: readonly Image[];
  selected: ReadonlySet<string>;
  windowing: boolean;
  focusWish: FocusWish | null;
}

/** All pictures, of which those far from the screen are left out. Renders a `<ul>`. */
export function GalleryGrid(props: GalleryGridProps): ReactElement {
  const { images, selected, windowing, focusWish } = props;
  const { labels, classNames } = useGallery();
  const list = useRef<HTMLUListElement>(null);
  const { segments, keep } = useGridWindow({ list, count: images.length, enabled: windowing });
  const whole = segments.length === 1 && segments[0]?.type === 'images';
  useFocusWish(list, images, focusWish, keep);

  // The focus must not fall back to the page when its row is scrolled away.
  function keepFocused({ target }: FocusEvent): void {
    const { index } = target.closest<HTMLElement>('[data-index]')?.dataset ?? {};
    if (index !== undefined) keep(Number(index));
  }

  const render = (segment: GridSegment) =>
    segment.type === 'gap' ? (
      <Gap key={`gap ${segment.from}`} height={segment.height} />
    ) : (
      images
        .slice(segment.from, segment.to)
        .map((image, place) => (
          <GalleryImage
            key={image.id}
            image={image}
            selected={selected.has(image.id)}
            index={segment.from + place}
            count={whole ? 0 : images.length}
          />
        ))
    );
  return (
    <ul
      ref={list}
      // Safari forgets that a list without bullets is one.
      // biome-ignore lint/a11y/noRedundantRoles: see above
      role="list"
      className={classes('tt-images', classNames.list)}
      aria-label={labels.region}
      onFocus={keepFocused}
    >
      {segments.flatMap(render)}
    </ul>
  );
}

// Set by script, once something was measured: a server never writes this attribute.
function Gap({ height }: { height: number }) {
  return <li className="tt-gap" aria-hidden="true" style={{ blockSize: height }} />;
}

function useFocusWish(
  list: { readonly current: HTMLElement | null },
  images: readonly Image[],
  wish: FocusWish | null,
  keep: (index: number) => void,
): void {
  const granted = useRef<FocusWish>(null);
  useEffect(() => {
    if (!wish || granted.current === wish) return;
    const item = list.current?.querySelector(`[data-id="${CSS.escape(wish.id)}"]`);
    if (item) {
      granted.current = wish;
      item.querySelector<HTMLElement>(wish.target)?.focus();
      return;
    }
    const index = images.findIndex(({ id }) => id === wish.id);
    // Rendered next, and then it is there.
    if (index >= 0) keep(index);
  });
}
