import { useInfiniteQuery } from '@tanstack/react-query';
import {
  ImageDropzone,
  imageQueries,
  useDeleteImage,
  useImageUpload,
  VariantGallery,
} from '@tintype/react';

/** Takes pictures in and shows those that are stored. */
export function Album() {
  const upload = useImageUpload({ endpoint: '/api/images', metadata: { album: 'holiday' } });
  const { data, error } = useInfiniteQuery(imageQueries.list());
  const deleteImage = useDeleteImage();
  const images = data?.pages.flatMap((page) => page.images) ?? [];
  return (
    <main>
      <ImageDropzone upload={upload} />
      <p role="status">{error ? 'The album cannot be shown.' : `${images.length} in the album`}</p>
      <VariantGallery
        images={images}
        onDelete={(image) => deleteImage.mutateAsync(image.id)}
        undoTime={0}
      />
    </main>
  );
}
