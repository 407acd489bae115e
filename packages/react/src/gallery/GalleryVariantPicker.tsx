'use client';
import type { Variant } from '@tintype/core';
import { type ReactElement, useId } from 'react';
import { classes } from '../anatomy/slots.ts';

interface GalleryVariantPickerProps {
  /** Says what is picked, for assistive technology. */
  label: string;
  variants: readonly Variant[];
  chosen: string | undefined;
  className: string | undefined;
  onChoose: (name: string) => void;
}

/** Picks the variant on show. Renders a `<fieldset>` of radio buttons. */
export function GalleryVariantPicker(props: GalleryVariantPickerProps): ReactElement | null {
  const { label, variants, chosen, className, onChoose } = props;
  const group = useId();
  if (variants.length < 2) return null;
  return (
    <fieldset className={classes('tt-variants', className)}>
      <legend className="tt-visually-hidden">{label}</legend>
      {variants.map(({ name }) => (
        <label key={name} className="tt-variant">
          <input
            type="radio"
            name={group}
            value={name}
            checked={name === chosen}
            onChange={() => onChoose(name)}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
