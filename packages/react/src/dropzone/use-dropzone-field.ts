'use client';
import type { Image } from '@tintype/core';
import { type RefObject, useState } from 'react';
import type { FormProblem } from '../anatomy/dropzone-labels.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { DropzoneField } from './dropzone-field.ts';
import { useAreaLook } from './dropzone-look.tsx';
import type { DropzoneViewProps } from './ImageDropzone.tsx';
import { useFormReset } from './use-form-reset.ts';
import { useStoredImages } from './use-stored-images.ts';

interface FieldState {
  field: DropzoneField;
  /** What a form sends. */
  images: readonly Image[];
  /** The browser has asked whether all is well. */
  onProblem: (problem: FormProblem | null) => void;
}

/** What the dropzone is to a form, and what the form has said of it. */
export function useDropzoneField(
  props: DropzoneViewProps & { upload: ImageUpload },
  root: RefObject<HTMLElement | null>,
): FieldState {
  const { upload, name, form, required = false, error, onImagesChange, buttonRef } = props;
  const { labels } = useAreaLook();
  const [problem, onProblem] = useState<FormProblem | null>(null);
  const images = useStoredImages(upload, onImagesChange);
  useFormReset(root, form, upload.reset);
  const ownWords = problem === null ? null : labels.formProblem(problem);
  const field = { name, form, required, buttonRef, problem: error || ownWords };
  return { field, images, onProblem };
}
