'use client';
import type { ReactElement, Ref } from 'react';
import { classes } from '../anatomy/slots.ts';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { DropzoneFileInput } from './DropzoneFileInput.tsx';
import type { DropzoneField } from './dropzone-field.ts';
import { useAreaLook } from './dropzone-look.tsx';

interface DropzoneChooserProps {
  /** Id of the button, so that focus can come back to it. */
  id: string;
  upload: ImageUpload;
  field: DropzoneField;
  disabled: boolean;
}

/**
 * What opens the file dialog. Renders a `<button>` and a file input out of sight; until React has taken
 * over, the input alone.
 */
export function DropzoneChooser(props: DropzoneChooserProps): ReactElement {
  const { id, upload, field, disabled } = props;
  const { labels, classNames } = useAreaLook();
  const isHydrated = useHydrated();
  const description = field.problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`;
  return (
    <>
      <DropzoneFileInput id={id} upload={upload} field={field} disabled={disabled} />
      {isHydrated ? (
        <button
          ref={field.buttonRef as Ref<HTMLButtonElement>}
          type="button"
          id={id}
          className={classes('tt-button tt-button-primary', classNames.button)}
          aria-describedby={description}
          disabled={disabled}
          onClick={() => upload.open()}
        >
          {labels.choose}
        </button>
      ) : null}
    </>
  );
}
