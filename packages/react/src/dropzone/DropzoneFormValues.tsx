'use client';
import type { Image } from '@tintype/core';
import type { ReactElement } from 'react';
import type { DropzoneField } from './dropzone-field.ts';

interface DropzoneFormValuesProps {
  images: readonly Image[];
  field: Pick<DropzoneField, 'name' | 'form'>;
  disabled: boolean;
}

/** What a form sends: a hidden field with the id of each stored image. Renders nothing without a `name`. */
export function DropzoneFormValues(props: DropzoneFormValuesProps): ReactElement | null {
  const { images, field, disabled } = props;
  if (field.name === undefined) return null;
  return (
    <>
      {images.map(({ id }) => (
        <input
          key={id}
          type="hidden"
          name={field.name}
          form={field.form}
          value={id}
          disabled={disabled}
        />
      ))}
    </>
  );
}
