'use client';
import type { Image, UploadItem } from '@tintype/core';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { FormProblem } from '../anatomy/dropzone-labels.ts';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { DropzoneField } from './dropzone-field.ts';
import { useAreaLook } from './dropzone-look.tsx';
import type { DropzoneViewProps } from './ImageDropzone.tsx';
import { useFormReset } from './use-form-reset.ts';
import { isUnderWay, useFormSubmission } from './use-form-submission.ts';
import { useStoredImages } from './use-stored-images.ts';

interface FieldState {
  field: DropzoneField;
  /** What a form sends. */
  images: readonly Image[];
  /** Whether the form is held back until all images are stored. */
  isHeld: boolean;
}

/** What the dropzone is to a form, and what the form has said of it. */
export function useDropzoneField(
  props: DropzoneViewProps & { upload: ImageUpload },
  root: RefObject<HTMLElement | null>,
): FieldState {
  const { upload, name, form, required = false, error, onImagesChange, buttonRef } = props;
  const { labels, focusChooser, say } = useAreaLook();
  const isHydrated = useHydrated();
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const images = useStoredImages(upload, onImagesChange);
  const isField = isHydrated && (name !== undefined || required);
  const found = isField ? problemOf(upload, images.length, required) : null;
  useFormReset(root, inputRef, upload.reset);

  const onInvalid = useCallback(() => setProblem(found), [found]);
  useEffect(() => {
    if (found === null) setProblem(null);
  }, [found]);
  const onFailed = useCallback(() => {
    setProblem('failed');
    focusChooser();
  }, [focusChooser]);
  const isHeld = useFormSubmission({
    ...{ upload, images, root, isField, onFailed },
    input: inputRef,
  });
  useEffect(() => {
    if (isHeld) say(labels.formProblem('unfinished'));
  }, [isHeld, say, labels]);

  const shown = isHeld ? 'unfinished' : problem;
  const ownWords = shown === null ? null : labels.formProblem(shown);
  const parts = { name, form, required, buttonRef, inputRef, onInvalid };
  return { field: { ...parts, validity: found, problem: error || ownWords }, images, isHeld };
}

/** What a form would lose, or miss, if it were sent now. What is under way is waited for. */
function problemOf(
  upload: Pick<ImageUpload, 'items' | 'status'>,
  stored: number,
  required: boolean,
): FormProblem | null {
  if (upload.items.some(isFailed)) return 'failed';
  return required && stored === 0 && !isUnderWay(upload) ? 'missing' : null;
}

function isFailed({ status }: UploadItem): boolean {
  return status === 'failed';
}
