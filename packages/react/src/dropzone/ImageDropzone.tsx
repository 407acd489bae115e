'use client';
import type { Image } from '@tintype/core';
import {
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactElement,
  type Ref,
  type RefAttributes,
} from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { type NamesOf, type RootAttributes, splitProps } from '../anatomy/root-attributes.ts';
import type { ClassNames, DropzoneSlot } from '../anatomy/slots.ts';
import {
  type ImageUpload,
  type ImageUploadOptions,
  useImageUpload,
} from '../upload/use-image-upload.ts';
import { DropzoneView, type DropzoneViewParts } from './DropzoneView.tsx';
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
   * React has taken over, the files themselves. A form that is submitted while images are on their way
   * starts those that wait for `start()`, and is sent once all are stored; while some have failed, it
   * cannot be sent, since they would be lost.
   */
  name?: string | undefined;
  /** Keeps the form from being sent without a stored picture. @default false */
  required?: boolean | undefined;
  /** Id of the form that the pictures are for. @default the one around it */
  form?: string | undefined;
  /** What the app has found wrong, such as a message of its form library. Shown until it is taken away. */
  error?: string | undefined;
  /**
   * Deletes at the service, by a `DELETE` to the relay, each stored image that is removed from the list or
   * replaced in it. What was removed can be brought back for ten seconds; what was replaced is deleted
   * once its replacement is stored; and what could not be deleted comes back into the list. A form that
   * edits what is stored should delete in its action instead, since the user may not save it.
   *
   * @default false
   */
  removeStored?: boolean | undefined;
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

/** What the root element of `<ImageDropzone>` takes as any element does. */
export interface DropzoneRootAttributes
  extends RootAttributes<keyof DropzoneViewProps | keyof ImageUploadOptions | 'upload'> {}

/** Either `upload`, from `useImageUpload`, or the options to make one; and attributes of the root element. */
export type ImageDropzoneProps = DropzoneViewProps &
  DropzoneRootAttributes &
  (({ upload: ImageUpload } & NoOptions) | ({ upload?: undefined } & ImageUploadOptions));

type NoOptions = { [Name in keyof ImageUploadOptions]?: never };

const VIEW: NamesOf<DropzoneViewProps> = {
  disabled: true,
  paste: true,
  pageDrop: true,
  camera: true,
  fromURL: true,
  reorderable: true,
  editable: true,
  name: true,
  required: true,
  form: true,
  error: true,
  removeStored: true,
  onImagesChange: true,
  buttonRef: true,
  labels: true,
  classNames: true,
  className: true,
  components: true,
  render: true,
};

const OPTIONS: NamesOf<ImageUploadOptions> = {
  endpoint: true,
  autoStart: true,
  concurrency: true,
  accept: true,
  maxFiles: true,
  maxFileSize: true,
  maxDimension: true,
  maxPixels: true,
  metadata: true,
  creator: true,
  requireSignedURLs: true,
  headers: true,
  mode: true,
  withCredentials: true,
  previews: true,
  prepare: true,
  retry: true,
  timeouts: true,
  connectivity: true,
  persist: true,
  confirmLeave: true,
  parseResponse: true,
  initialImages: true,
  onAdd: true,
  onProgress: true,
  onUploaded: true,
  onError: true,
  onSettled: true,
  onEvent: true,
  unmount: true,
  beforeAdd: true,
  onRemove: true,
  whenFull: true,
};

/**
 * A place to choose, drop and paste pictures, with the list of those that are on their way.
 * Renders a `<section>`, which gets the `ref` and all attributes that are not named here.
 *
 * @example
 * ```tsx
 * <ImageDropzone endpoint="/api/images" onUploaded={(image) => console.log(image.variants)} />
 * ```
 */
export const ImageDropzone: ForwardRefExoticComponent<
  ImageDropzoneProps & RefAttributes<HTMLElement>
> = forwardRef<HTMLElement, ImageDropzoneProps>(function ImageDropzone(props, ref) {
  const { upload, ...rest } = props;
  const [view, others] = splitProps<typeof rest, DropzoneViewProps>(rest, VIEW);
  const [options, attributes] = splitProps<typeof others, ImageUploadOptions>(others, OPTIONS);
  const shown = { ...view, attributes, rootRef: ref };
  if (upload) return <DropzoneView {...shown} upload={upload} />;
  return <OwnDropzone view={shown} options={options as ImageUploadOptions} />;
});

function OwnDropzone(props: {
  view: Omit<DropzoneViewParts, 'upload'>;
  options: ImageUploadOptions;
}): ReactElement {
  return <DropzoneView {...props.view} upload={useImageUpload(props.options)} />;
}
