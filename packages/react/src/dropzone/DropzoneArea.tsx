'use client';
import type { ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { DropzoneChooser } from './DropzoneChooser.tsx';
import { DropzoneSources } from './DropzoneSources.tsx';
import type { DropzoneField } from './dropzone-field.ts';
import { useAreaLook } from './dropzone-look.tsx';

/** What the invitation takes. */
export interface DropzoneAreaProps {
  /** Id of the button, so that focus can come back to it. */
  id: string;
  upload: ImageUpload;
  /** What it is to the form around it. */
  field: DropzoneField;
  /** Whether files hang over the zone. */
  dragging: boolean;
  disabled: boolean;
  /** Offers the camera, too. */
  camera: boolean;
  /** Offers to fetch a picture from a web address, too. */
  fromURL: boolean;
}

/** The invitation to drop, and the buttons for everybody else. Renders a `<div>`. */
export function DropzoneArea(props: DropzoneAreaProps): ReactElement {
  const { id, upload, field, dragging, disabled, camera, fromURL } = props;
  const { labels, classNames } = useAreaLook();
  return (
    <div className={classes('tt-area', classNames.area)}>
      <span className="tt-area-mark">
        <Icon path={icons.pictures} />
      </span>
      <div className="tt-area-text">
        <p className="tt-area-title">{dragging ? labels.release : labels.drop}</p>
        <p className="tt-hint" id={`${id}-hint`}>
          {labels.hint(upload.limits)}
        </p>
      </div>
      <div className={classes('tt-sources', classNames.sources)}>
        <DropzoneChooser id={id} upload={upload} field={field} disabled={disabled} />
        <DropzoneSources upload={upload} disabled={disabled} camera={camera} fromURL={fromURL} />
      </div>
    </div>
  );
}
