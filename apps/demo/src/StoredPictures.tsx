import { useInfiniteQuery } from '@tanstack/react-query';
import { type Image, imageQueries, useDeleteImage, VariantGallery } from '@tintype/react';

export function StoredPictures() {
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    imageQueries.list(),
  );
  const deleteImage = useDeleteImage();
  const images = data?.pages.flatMap((page) => page.images) ?? [];

  function confirmDelete(image: Image) {
    if (confirm(`Delete ${image.filename ?? 'this picture'} for good?`)) {
      deleteImage.mutate(image.id);
    }
  }

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
      ) : (
        <VariantGallery
          images={images}
          loading={isPending}
          onDelete={confirmDelete}
          onLoadMore={hasNextPage ? () => fetchNextPage() : undefined}
        />
      )}
    </section>
  );
}
