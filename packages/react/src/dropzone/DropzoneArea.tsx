'use client';
import type { ReactElement } from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { Icon } from '../anatomy/Icon.tsx';
import { type ClassNames, classes, type DropzoneSlot } from '../anatomy/slots.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';

interface DropzoneAreaProps {
  /** Id of the button, so that focus can come back to it. */
  id: string;
  upload: ImageUpload;
  labels: DropzoneLabels;
  classNames: ClassNames<DropzoneSlot>;
  dragging: boolean;
  disabled: boolean;
}

/** The invitation to drop, and the button for everybody else. Renders a `<div>`. */
export function DropzoneArea(props: DropzoneAreaProps): ReactElement {
  const { id, upload, labels, classNames, dragging, disabled } = props;
  return (
    <div className={classes('tt-area', classNames.area)}>
      <span className="tt-area-mark">
        <Icon name="pictures" />
      </span>
      <p className="tt-area-title">{dragging ? labels.release : labels.drop}</p>
      <button
        type="button"
        id={id}
        className={classes('tt-button tt-button-primary', classNames.button)}
        aria-describedby={`${id}-hint`}
        disabled={disabled}
        onClick={upload.open}
      >
        {labels.choose}
      </button>
      <p className="tt-hint" id={`${id}-hint`}>
        {labels.hint(upload.limits)}
      </p>
    </div>
  );
}
