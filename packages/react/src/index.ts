export type {
  ApiError,
  Image,
  Metadata,
  PreparedImage,
  PrepareImageOptions,
  UploadErrorCode,
  UploadItem,
  UploadPreparationOptions,
  UploadProgress,
  UploadStatus,
  Variant,
} from '@tintype/core';
export { isUploadError, prepareImage, UploadError, variantsOf, variantURL } from '@tintype/core';
export type {
  CameraProblem,
  DropzoneLabels,
  FormProblem,
  UploadCounts,
  UploadLimits,
  URLProblem,
} from './anatomy/dropzone-labels.ts';
export type {
  GalleryDetailLabels,
  GalleryLabels,
  LightboxLabels,
} from './anatomy/gallery-labels.ts';
export type { PartComponents, PartRender } from './anatomy/parts.tsx';
export type { RootAttributes } from './anatomy/root-attributes.ts';
export type { ClassNames, DropzoneSlot, GallerySlot } from './anatomy/slots.ts';
export type { DropzoneAreaProps } from './dropzone/DropzoneArea.tsx';
export type { DropzoneItemProps } from './dropzone/DropzoneItem.tsx';
export type { DropzoneItemActionsProps } from './dropzone/DropzoneItemActions.tsx';
export type { DropzoneItemErrorProps } from './dropzone/DropzoneItemError.tsx';
export type { DropzoneItemProgressProps } from './dropzone/DropzoneItemProgress.tsx';
export type { DropzoneItemStatusProps } from './dropzone/DropzoneItemStatus.tsx';
export type { DropzoneListProps } from './dropzone/DropzoneList.tsx';
export type { DropzoneSummaryProps } from './dropzone/DropzoneSummary.tsx';
export type { DropzoneThumbnailProps } from './dropzone/DropzoneThumbnail.tsx';
export type { DropzoneWarningProps } from './dropzone/DropzoneWarning.tsx';
export type {
  DropzoneComponents,
  DropzonePartProps,
  DropzoneRender,
} from './dropzone/dropzone-look.tsx';
export type {
  DropzoneRootAttributes,
  DropzoneViewProps,
  ImageDropzoneProps,
} from './dropzone/ImageDropzone.tsx';
export { ImageDropzone } from './dropzone/ImageDropzone.tsx';
export type {
  GalleryComponents,
  GalleryPart,
  GalleryPartProps,
  GalleryPicture,
  GalleryRender,
  LoadMorePartProps,
  PicturePartProps,
  PictureState,
  ShownVariant,
  ToolbarPartProps,
  UndoPartProps,
} from './gallery/gallery-parts.ts';
export type { PictureFacts } from './gallery/picture-facts.ts';
export type { SignedURL, SignURL } from './gallery/url-signer.ts';
export type {
  GalleryRootAttributes,
  GalleryViewProps,
  VariantGalleryProps,
} from './gallery/VariantGallery.tsx';
export { VariantGallery } from './gallery/VariantGallery.tsx';
export type { VariantDescription, VariantSize, VariantSizes } from './gallery/variant-sizes.ts';
export type { DeleteRollback } from './queries/image-deletion.ts';
export { useDeleteImage, useUpdateImage } from './queries/image-mutations.ts';
export type {
  ImageDetailQuery,
  ImageListOptions,
  ImageListQuery,
  ImagePage,
  ImageQueryOptions,
} from './queries/image-queries.ts';
export { imageQueries } from './queries/image-queries.ts';
export type { ImageUpdate, UpdateRollback } from './queries/image-update.ts';
export type { RelayAccess, RelayFetch } from './queries/relay-request.ts';
export type { RelaySignedURL } from './queries/signed-urls.ts';
export { relaySignUrl } from './queries/signed-urls.ts';
export type { UploadVariables } from './queries/upload-mutation.ts';
export type { ImageDrop, ImageDropOptions } from './upload/image-drop.ts';
export type { FileChooser, FileInputProps, OpenOptions } from './upload/use-file-chooser.ts';
export { useImageDrop } from './upload/use-image-drop.ts';
export type {
  ImageUpload,
  ImageUploadActions,
  ImageUploadOptions,
} from './upload/use-image-upload.ts';
export { useImageUpload } from './upload/use-image-upload.ts';
export { useUploadItem } from './upload/use-upload-item.ts';
export type { UnmountChoice } from './upload/use-uploader.ts';
