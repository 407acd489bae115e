'use client';
import { type ReactElement, type Ref, useEffect, useRef } from 'react';
import { buttonClasses } from '../anatomy/slots.ts';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
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
 * What opens the file dialog. Renders a `<button>`, and in its place a plain `<input type="file">` until
 * React has taken over, which posts with its form where no script runs.
 */
export function DropzoneChooser(props: DropzoneChooserProps): ReactElement {
  const { id, upload, field, disabled } = props;
  const { labels, classNames } = useAreaLook();
  if (!useHydrated()) return <PlainChooser {...props} />;
  const description = field.problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`;
  return (
    <button
      ref={field.buttonRef as Ref<HTMLButtonElement>}
      type="button"
      id={id}
      className={buttonClasses('tt-button tt-button-primary', classNames.button)}
      aria-describedby={description}
      disabled={disabled}
      onClick={() => upload.open()}
    >
      {labels.choose}
    </button>
  );
}

function PlainChooser({ id, upload, field, disabled }: DropzoneChooserProps): ReactElement {
  const { labels } = useAreaLook();
  const input = useRef<HTMLInputElement>(null);
  const { add } = upload;
  // What was chosen before React took over.
  useEffect(() => {
    const files = Array.from(input.current?.files ?? []);
    if (files.length > 0) add(files);
  }, [add]);
  const { accept, multiple } = upload.getInputProps();
  return (
    <input
      ref={input}
      id={id}
      type="file"
      className="tt-plain-input"
      accept={accept}
      multiple={multiple}
      name={field.name}
      form={field.form}
      required={field.required}
      disabled={disabled}
      aria-label={labels.choose}
      aria-describedby={`${id}-hint`}
    />
  );
}
