'use client';
import type { Image, UploadItem } from '@tintype/core';
import { type ReactElement, useEffect, useRef } from 'react';
import type { FormProblem } from '../anatomy/dropzone-labels.ts';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { DropzoneField } from './dropzone-field.ts';
import { useAreaLook } from './dropzone-look.tsx';

interface DropzoneFormFieldProps {
  /** Id of the button that chooses pictures. */
  id: string;
  upload: ImageUpload;
  images: readonly Image[];
  field: DropzoneField;
  disabled: boolean;
  /** The browser has asked, and this is the answer; `null` once all is well. */
  onProblem: (problem: FormProblem | null) => void;
}

/**
 * What a form sees: a hidden field with the id of each stored image, and a file input, out of sight but
 * able to take the focus, that says what is missing. Renders nothing where there is no `name` and nothing
 * is `required`.
 */
export function DropzoneFormField(props: DropzoneFormFieldProps): ReactElement | null {
  const { images, field, disabled } = props;
  const isHydrated = useHydrated();
  if (!isHydrated || (field.name === undefined && !field.required)) return null;
  return (
    <>
      {field.name === undefined
        ? null
        : images.map(({ id }) => (
            <input
              key={id}
              type="hidden"
              name={field.name}
              form={field.form}
              value={id}
              disabled={disabled}
            />
          ))}
      <ValidityInput {...props} />
    </>
  );
}

function ValidityInput(props: DropzoneFormFieldProps): ReactElement {
  const { id, upload, images, field, disabled, onProblem } = props;
  const { labels } = useAreaLook();
  const input = useRef<HTMLInputElement>(null);
  const problem = problemOf(upload.items, images.length, field.required);
  const { accept, multiple, onChange } = upload.getInputProps();

  useEffect(() => {
    input.current?.setCustomValidity(problem === null ? '' : labels.formProblem(problem));
    if (problem === null) onProblem(null);
  }, [problem, labels, onProblem]);

  return (
    <input
      ref={input}
      type="file"
      className="tt-validity"
      accept={accept}
      multiple={multiple}
      form={field.form}
      disabled={disabled}
      aria-label={labels.choose}
      aria-describedby={field.problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`}
      aria-invalid={field.problem !== null}
      // The button beside it is the one place for the Tab key to stop.
      tabIndex={-1}
      onChange={onChange}
      onInvalid={() => onProblem(problem)}
    />
  );
}

/** What a form would lose if it were sent now. */
function problemOf(
  items: readonly UploadItem[],
  stored: number,
  required: boolean,
): FormProblem | null {
  if (items.some(({ status }) => UNFINISHED.has(status))) return 'unfinished';
  if (items.some(({ status }) => status === 'failed')) return 'failed';
  return required && stored === 0 ? 'missing' : null;
}

const UNFINISHED = new Set<UploadItem['status']>([
  'preparing',
  'queued',
  'uploading',
  'processing',
  'retrying',
  'paused',
]);
