'use client';
import type { ReactElement } from 'react';
import { classes } from '../anatomy/slots.ts';
import { useUniqueId } from '../anatomy/use-unique-id.ts';
import { useGallery } from './gallery-context.ts';
import type { PicturePartProps } from './gallery-parts.ts';

/** Picks the variant on show. Renders a `<fieldset>` of radio buttons, on one line that can be scrolled. */
export function GalleryVariantPicker({ picture }: PicturePartProps): ReactElement {
  const { labels, classNames } = useGallery();
  const { variants, choice, choose, offersAuto } = picture;
  const group = useUniqueId();
  const option = (value: string | null, text: string) => (
    <label key={value} className="tt-variant">
      <input
        type="radio"
        className="tt-variant-radio"
        name={group}
        value={value ?? ''}
        checked={value === choice}
        onChange={() => choose(value)}
      />
      <span className="tt-variant-name">{text}</span>
    </label>
  );
  return (
    <fieldset className={classes('tt-variants', classNames.variants)}>
      <legend className="tt-visually-hidden">{labels.variants(picture.name)}</legend>
      {offersAuto ? option(null, labels.auto) : null}
      {variants.map(({ name }) => option(name, name))}
    </fieldset>
  );
}
