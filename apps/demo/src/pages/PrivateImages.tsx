import { useInfiniteQuery } from '@tanstack/react-query';
import {
  ImageDropzone,
  imageQueries,
  relaySignUrl,
  useDeleteImage,
  VariantGallery,
} from '@tintype/react';

const signUrl = relaySignUrl();

export function PrivateImages() {
  const { data, isPending, isFetchingNextPage, hasNextPage, fetchNextPage } = useInfiniteQuery(
    imageQueries.list(),
  );
  const deleteImage = useDeleteImage();
  const images = data?.pages.flatMap((page) => page.images) ?? [];
  return (
    <>
      <section aria-labelledby="upload">
        <h2 id="upload">Upload</h2>
        <ImageDropzone endpoint="/api/images" requireSignedURLs />
      </section>
      <section aria-labelledby="stored">
        <h2 id="stored">Private pictures</h2>
        <VariantGallery
          images={images.filter((image) => image.requireSignedURLs)}
          signUrl={signUrl}
          loading={isPending || isFetchingNextPage}
          onDelete={(image) => deleteImage.mutateAsync(image.id)}
          onLoadMore={hasNextPage ? () => fetchNextPage() : undefined}
        />
      </section>
    </>
  );
}
