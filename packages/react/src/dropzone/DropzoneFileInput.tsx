'use client';
import { type ReactElement, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { focusedBeside } from '../anatomy/tree.ts';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { DropzoneField } from './dropzone-field.ts';
import { useAreaLook } from './dropzone-look.tsx';

interface DropzoneFileInputProps {
  /** Id of the button. */
  id: string;
  upload: ImageUpload;
  field: DropzoneField;
  disabled: boolean;
}

// On a server, React 18 warns of effects that want to measure.
const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * The file input, always in the page, under the name of the button. Until React has taken over, it is
 * what people use, and posts its files with the form. From then on the button is: the input stays for the
 * browser, which asks it whether the form may be sent, and for tools that set its files. Assistive
 * technology knows the button alone, so that there is one control and not two.
 */
export function DropzoneFileInput(props: DropzoneFileInputProps): ReactElement {
  const { id, upload, field, disabled } = props;
  const { labels, focusChooser } = useAreaLook();
  const isHydrated = useHydrated();
  const { ref: takeEarly, accept, multiple, onChange } = upload.getInputProps();
  const { inputRef, validity } = field;
  const own = useRef<HTMLInputElement>(null);
  const ref = useCallback(
    (input: HTMLInputElement | null) => {
      if (input) inputRef.current = input;
      else if (inputRef.current === own.current) inputRef.current = null;
      own.current = input;
    },
    [inputRef],
  );

  // Not in the commit itself: an update would disturb what is still being hydrated.
  useEffect(() => takeEarly?.(own.current), [takeEarly]);
  useEffect(() => {
    own.current?.setCustomValidity(validity === null ? '' : labels.formProblem(validity));
  }, [validity, labels]);
  useBrowserLayoutEffect(() => {
    const { current: input } = own;
    if (isHydrated && input !== null && focusedBeside(input) === input) focusChooser();
  }, [isHydrated, focusChooser]);

  return (
    <input
      ref={ref}
      type="file"
      className={isHydrated ? 'tt-file-input' : 'tt-plain-input'}
      accept={accept}
      multiple={multiple}
      name={isHydrated ? undefined : field.name}
      form={field.form}
      required={!isHydrated && field.required}
      disabled={disabled}
      aria-label={labels.choose}
      aria-describedby={isHydrated ? undefined : `${id}-hint`}
      aria-hidden={isHydrated || undefined}
      tabIndex={isHydrated ? -1 : undefined}
      onChange={onChange}
      onInvalid={field.onInvalid}
      // Browsers lead people here when something is missing.
      onFocus={isHydrated ? focusChooser : undefined}
    />
  );
}
