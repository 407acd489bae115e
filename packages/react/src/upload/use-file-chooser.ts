'use client';
import { acceptedTypes } from '@tintype/core';
import { type ChangeEvent, useMemo, useRef } from 'react';

/** Attributes that make an `<input>` choose pictures. */
export interface FileInputProps {
  type: 'file';
  accept: string;
  multiple: boolean;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  /** Takes what was chosen before React had taken over a page that a server rendered. */
  ref?: ((input: HTMLInputElement | null) => void) | undefined;
}

/** How the file dialog is to open. */
export interface OpenOptions {
  /**
   * On phones, opens the camera in place of the dialog: the one on the back (`environment`) or the one in
   * front (`user`). Desktop browsers open their dialog all the same.
   */
  capture?: 'environment' | 'user' | undefined;
}

/** Two ways to choose files. */
export interface FileChooser {
  /** For a plain `<input>`. */
  getInputProps(): FileInputProps;
  /** Opens the file dialog. Browsers allow it only in answer to a click or a key. */
  open(options?: OpenOptions): void;
}

interface ChooserOptions {
  accept?: readonly string[] | undefined;
  maxFiles?: number | undefined;
}

/** @param add - Takes the chosen files. */
export function useFileChooser(
  add: (files: File[]) => void,
  { accept = acceptedTypes, maxFiles }: ChooserOptions,
): FileChooser {
  // Held, because an input that nobody refers to can be collected before its dialog is closed.
  const dialog = useRef<HTMLInputElement>(undefined);
  const acceptText = acceptAttribute(accept);
  const multiple = maxFiles !== 1;
  return useMemo(() => {
    const onChange: FileInputProps['onChange'] = ({ currentTarget }) => take(currentTarget, add);
    const ref: FileInputProps['ref'] = (input) => {
      if (!input || knownInputs.has(input)) return;
      knownInputs.add(input);
      // React 19 may tell of the change, too. Whoever comes second finds the input empty.
      take(input, add);
    };
    return {
      getInputProps: () => ({ type: 'file', accept: acceptText, multiple, onChange, ref }),
      open({ capture } = {}) {
        const input = document.createElement('input');
        input.type = 'file';
        input.accept = acceptText;
        input.multiple = multiple;
        if (capture) input.setAttribute('capture', capture);
        input.onchange = () => take(input, add);
        dialog.current = input;
        input.click();
      },
    };
  }, [add, acceptText, multiple]);
}

// An input has files before its first change only where it was there before React was.
const knownInputs = new WeakSet<HTMLInputElement>();

function take(input: HTMLInputElement, add: (files: File[]) => void): void {
  const files = Array.from(input.files ?? []);
  if (files.length === 0) return;
  add(files);
  // Else the same file, chosen again, would be no change.
  input.value = '';
}

/** Desktop browsers know no media type for HEIC, only its file names. */
function acceptAttribute(accept: readonly string[]): string {
  const endings = accept.includes('image/heic') ? ['.heic', '.heif'] : [];
  return [...accept, ...endings].join(',');
}
