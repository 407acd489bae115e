import { useInfiniteQuery } from '@tanstack/react-query';
import { imageQueries, useDeleteImage, VariantGallery } from '@tintype/react';

export function StoredPictures() {
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(imageQueries.list());
  const deleteImage = useDeleteImage();
  const images = data?.pages.flatMap((page) => page.images) ?? [];
  const visible = images.filter((image) => !image.requireSignedURLs);

  return (
    <section aria-labelledby="stored">
      <h2 id="stored">Stored pictures</h2>
      {error ? (
        <p role="alert" className="problem">
          {error.message}{' '}
          <button type="button" onClick={() => refetch()}>
            Try again
          </button>
        </p>
      ) : null}
      {error && visible.length === 0 ? null : (
        <VariantGallery
          images={visible}
          loading={isPending || isFetchingNextPage}
          onDelete={(image) => deleteImage.mutateAsync(image.id)}
          onLoadMore={hasNextPage ? () => fetchNextPage() : undefined}
        />
      )}
    </section>
  );
}
