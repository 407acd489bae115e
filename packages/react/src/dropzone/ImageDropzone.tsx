'use client';
import { type ReactElement, useId, useMemo } from 'react';
import { PARTS, present } from '../anatomy/attributes.ts';
import { type DropzoneLabels, dropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { type ClassNames, classes, type DropzoneSlot } from '../anatomy/slots.ts';
import { useImageDrop } from '../upload/use-image-drop.ts';
import {
  type ImageUpload,
  type ImageUploadOptions,
  useImageUpload,
} from '../upload/use-image-upload.ts';
import { DropzoneAnnouncements } from './DropzoneAnnouncements.tsx';
import { DropzoneArea } from './DropzoneArea.tsx';
import { DropzoneList } from './DropzoneList.tsx';
import { DropzoneSummary } from './DropzoneSummary.tsx';
import { DropzoneWarning } from './DropzoneWarning.tsx';

/** What `<ImageDropzone>` takes besides an upload. */
export interface DropzoneViewProps {
  /** Takes nothing while `true`; what is already there goes on. @default false */
  disabled?: boolean | undefined;
  /** Words to replace. @default English */
  labels?: Partial<DropzoneLabels> | undefined;
  /** Class names to add. */
  classNames?: ClassNames<DropzoneSlot> | undefined;
  /** A class name to add to the root, as `classNames.root`. */
  className?: string | undefined;
}

/** Either `upload`, from `useImageUpload`, or the options to make one. */
export type ImageDropzoneProps = DropzoneViewProps &
  (({ upload: ImageUpload } & NoOptions) | ({ upload?: undefined } & ImageUploadOptions));

type NoOptions = { [Name in keyof ImageUploadOptions]?: never };

/**
 * A place to choose, drop and paste pictures, with the list of those that are on their way.
 * Renders a `<section>`.
 *
 * @example
 * ```tsx
 * <ImageDropzone endpoint="/api/images" onUploaded={(image) => console.log(image.variants)} />
 * ```
 */
export function ImageDropzone(props: ImageDropzoneProps): ReactElement {
  const { disabled, labels, classNames, className, ...rest } = props;
  const view = { disabled, labels, classNames, className };
  if (rest.upload) return <DropzoneView {...view} upload={rest.upload} />;
  return <OwnDropzone view={view} options={rest} />;
}

function OwnDropzone(props: {
  view: DropzoneViewProps;
  options: ImageUploadOptions;
}): ReactElement {
  return <DropzoneView {...props.view} upload={useImageUpload(props.options)} />;
}

function DropzoneView(props: DropzoneViewProps & { upload: ImageUpload }): ReactElement {
  const { upload, disabled = false, classNames = {}, className } = props;
  const { labels: words } = props;
  const labels = useMemo(() => ({ ...dropzoneLabels, ...words }), [words]);
  const drop = useImageDrop(upload, { disabled });
  const areaId = useId();
  return (
    <section
      {...drop.getRootProps({ role: 'region' })}
      aria-label={labels.region}
      className={classes('tt-dropzone', className ?? classNames.root)}
      data-tt={PARTS.dropzone}
      data-dragging={present(drop.isDragActive)}
      data-disabled={present(disabled)}
    >
      <DropzoneArea
        id={areaId}
        upload={upload}
        labels={labels}
        classNames={classNames}
        dragging={drop.isDragActive}
        disabled={disabled}
      />
      <DropzoneWarning upload={upload} labels={labels} />
      <DropzoneSummary upload={upload} labels={labels} className={classNames.summary} />
      <DropzoneList upload={upload} labels={labels} classNames={classNames} areaId={areaId} />
      <DropzoneAnnouncements upload={upload} labels={labels} />
    </section>
  );
}
