'use client';
import type { Image } from '@tintype/core';
import type { ReactElement, Ref } from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import type { ClassNames, DropzoneSlot } from '../anatomy/slots.ts';
import {
  type ImageUpload,
  type ImageUploadOptions,
  useImageUpload,
} from '../upload/use-image-upload.ts';
import { DropzoneView } from './DropzoneView.tsx';
import type { DropzoneComponents, DropzoneRender } from './dropzone-look.tsx';

/** What `<ImageDropzone>` takes besides an upload. */
export interface DropzoneViewProps {
  /** Takes nothing while `true`; what is already there goes on. A disabled `<fieldset>` does the same. @default false */
  disabled?: boolean | undefined;
  /**
   * Where pictures can be pasted: while the focus is inside (`'zone'`), anywhere on the page but in its
   * fields and editors (`'page'`), or nowhere (`false`).
   *
   * @default 'zone'
   */
  paste?: 'zone' | 'page' | false | undefined;
  /** Lets pictures be dropped anywhere on the page. @default false */
  pageDrop?: boolean | undefined;
  /** Offers the camera: the phone's own, or a dialog with what a desktop's sees. @default false */
  camera?: boolean | undefined;
  /**
   * Offers to fetch a picture from a web address. The page itself fetches it, so that the other site must
   * allow that (CORS); where it does not, people are told what to do instead.
   *
   * @default false
   */
  fromURL?: boolean | undefined;
  /**
   * Lets people put the pictures into another order, by dragging and by buttons. What is not sent yet is
   * sent in that order, and `onImagesChange` and the form have the images in it.
   *
   * @default false
   */
  reorderable?: boolean | undefined;
  /**
   * Lets people give each picture a caption and a description. They go along as `caption` and `alt` in
   * the picture's metadata; what is said once the picture is stored is stored by a `PATCH` to the relay.
   *
   * @default false
   */
  editable?: boolean | undefined;

  /**
   * The name under which a form sends the pictures: one value for each stored image, its id. Before
   * React has taken over, the files themselves. While pictures are on their way, or have failed, the form
   * cannot be sent, since they would be lost.
   */
  name?: string | undefined;
  /** Keeps the form from being sent without a stored picture. @default false */
  required?: boolean | undefined;
  /** Id of the form that the pictures are for. @default the one around it */
  form?: string | undefined;
  /** What the app has found wrong, such as a message of its form library. Shown until it is taken away. */
  error?: string | undefined;
  /** Told when the list of stored images is another one: uploaded, removed or moved. */
  onImagesChange?: ((images: readonly Image[]) => void) | undefined;
  /** The button that chooses pictures, so that an app can move the focus there. */
  buttonRef?: Ref<HTMLElement> | undefined;

  /** Words to replace. @default English */
  labels?: Partial<DropzoneLabels> | undefined;
  /** Class names to add. */
  classNames?: ClassNames<DropzoneSlot> | undefined;
  /** A class name to add to the root, as `classNames.root`. */
  className?: string | undefined;
  /** Components to put in place of ours. Each gets all that ours gets. */
  components?: Partial<DropzoneComponents> | undefined;
  /** Functions that wrap parts or leave them out. */
  render?: DropzoneRender | undefined;
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
  const { disabled, paste, pageDrop, camera, fromURL, reorderable, editable, ...others } = props;
  const { name, required, form, error, onImagesChange, buttonRef, ...more } = others;
  const { labels, classNames, className, components, render, ...rest } = more;
  const sources = { disabled, paste, pageDrop, camera, fromURL, reorderable, editable };
  const field = { name, required, form, error, onImagesChange, buttonRef };
  const look = { labels, classNames, className, components, render };
  const view: DropzoneViewProps = { ...sources, ...field, ...look };
  if (rest.upload) return <DropzoneView {...view} upload={rest.upload} />;
  return <OwnDropzone view={view} options={rest} />;
}

function OwnDropzone(props: {
  view: DropzoneViewProps;
  options: ImageUploadOptions;
}): ReactElement {
  return <DropzoneView {...props.view} upload={useImageUpload(props.options)} />;
}
