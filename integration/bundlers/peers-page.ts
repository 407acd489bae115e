import { pageWith } from './project.ts';

/**
 * An app that chooses, uploads, lists and deletes pictures, through React Query. Its files, for
 * `createProject`.
 *
 * @param endpoint - Of the relay.
 */
export function peersPage(endpoint: string): Record<string, string> {
  return {
    'index.html': pageWith('<div id="root"></div><script type="module" src="/main.tsx"></script>'),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
        module: 'ESNext',
        moduleResolution: 'bundler',
        jsx: 'react-jsx',
        types: [],
      },
      include: ['*.tsx'],
    }),
    'main.tsx': APP.replace('ENDPOINT', JSON.stringify(endpoint)),
  };
}

const APP = `import { QueryClient, QueryClientProvider, useInfiniteQuery, useMutationState } from '@tanstack/react-query';
import { ImageDropzone, imageQueries, useDeleteImage, useUpdateImage, VariantGallery } from '@tintype/react';
import '@tintype/react/styles.css';
import { StrictMode, version } from 'react';
import { createRoot } from 'react-dom/client';

const endpoint = ENDPOINT;

function App() {
  const stored = useInfiniteQuery(imageQueries.list({ endpoint }));
  const deleteImage = useDeleteImage({ endpoint });
  const updateImage = useUpdateImage({ endpoint });
  const keys = useMutationState({ select: (mutation) => String(mutation.options.mutationKey) });
  const images = stored.data?.pages.flatMap((page) => page.images) ?? [];
  const [first] = images;
  return (
    <main>
      <output id="version">{version}</output>
      <output id="mutations">{keys.join(' ')}</output>
      <output id="title">{String(first?.meta?.title ?? '')}</output>
      <button
        type="button"
        disabled={!first}
        onClick={() => first && updateImage.mutate({ id: first.id, metadata: { title: 'changed' } })}
      >
        Change
      </button>
      <ImageDropzone endpoint={endpoint} />
      <VariantGallery
        images={images}
        loading={stored.isFetching}
        undoTime={0}
        onDelete={(image) => deleteImage.mutateAsync(image.id)}
      />
    </main>
  );
}

const root = document.querySelector('#root');
if (!root) throw new Error('no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
`;
