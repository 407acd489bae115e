/** An app of Next: client and server components, a relay, lists that a server fetched, a plain form. */
export const NEXT_APP: Record<string, string> = {
  // The dependencies are links to a folder far from the project, which Next takes for its end.
  'next.config.mjs': "export default { turbopack: { root: '/' } };",
  'app/layout.jsx': `
    import '@tintype/react/styles.css';
    import { Providers } from './providers.jsx';
    export const metadata = { icons: { icon: 'data:,' } };
    export default function Layout({ children }) {
      return <html lang="en"><body><Providers>{children}</Providers></body></html>;
    }`,
  'app/upload.jsx': `
    'use client';
    import { prepareImage } from '@tintype/core';
    import { ImageDropzone } from '@tintype/react';
    import { useEffect } from 'react';
    export function Upload() {
      useEffect(() => {
        window.prepareImage = prepareImage;
      }, []);
      return <ImageDropzone endpoint="/api/images" />;
    }`,
  // No client component: it may use those of the package as they are.
  'app/page.jsx': `
    import { VariantGallery } from '@tintype/react';
    import { Upload } from './upload.jsx';
    export default function Page() {
      return <><Upload /><VariantGallery images={[]} /></>;
    }`,

  'app/relay.js': `
    import { createRelay } from '@tintype/relay';
    export const relay = createRelay({
      accountId: process.env.CLOUDFLARE_ACCOUNT_ID,
      apiToken: process.env.CLOUDFLARE_API_TOKEN,
      baseURL: process.env.CLOUDFLARE_BASE_URL,
      authorize: () => ({}),
    });
    /** No request to itself over the network. */
    export const askRelay = (url, init) => relay(new Request(new URL(url, 'http://app'), init));`,
  'app/api/images/[[...path]]/route.js': `
    import { relay } from '../../../relay.js';
    export { relay as DELETE, relay as GET, relay as PATCH, relay as POST };`,
  'app/query-client.js': `
    import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query';
    export function makeQueryClient() {
      return new QueryClient({
        defaultOptions: {
          queries: { staleTime: 60_000 },
          dehydrate: {
            shouldDehydrateQuery: (query) =>
              defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
          },
        },
      });
    }`,
  'app/providers.jsx': `
    'use client';
    import { QueryClientProvider } from '@tanstack/react-query';
    import { useState } from 'react';
    import { makeQueryClient } from './query-client.js';
    export function Providers({ children }) {
      const [client] = useState(makeQueryClient);
      return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
    }`,
  'app/stored.jsx': `
    'use client';
    import { useInfiniteQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
    import { imageQueries, VariantGallery } from '@tintype/react';
    const imagesOf = (data) => data?.pages.flatMap((page) => page.images) ?? [];
    export function Stored() {
      const { data } = useInfiniteQuery(imageQueries.list());
      return <VariantGallery images={imagesOf(data)} />;
    }
    export function StreamedStored() {
      const { data } = useSuspenseInfiniteQuery(imageQueries.list());
      return <VariantGallery images={imagesOf(data)} />;
    }`,
  'app/prefetched/page.jsx': `
    import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
    import { imageQueries } from '@tintype/react';
    import { makeQueryClient } from '../query-client.js';
    import { askRelay } from '../relay.js';
    import { Stored } from '../stored.jsx';
    export const dynamic = 'force-dynamic';
    export default async function Page() {
      const client = makeQueryClient();
      await client.prefetchInfiniteQuery(imageQueries.list({ fetch: askRelay }));
      return <HydrationBoundary state={dehydrate(client)}><Stored /></HydrationBoundary>;
    }`,
  'app/streamed/page.jsx': `
    import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
    import { imageQueries } from '@tintype/react';
    import { Suspense } from 'react';
    import { makeQueryClient } from '../query-client.js';
    import { askRelay } from '../relay.js';
    import { StreamedStored } from '../stored.jsx';
    export const dynamic = 'force-dynamic';
    const askLate = async (url, init) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return askRelay(url, init);
    };
    export default function Page() {
      const client = makeQueryClient();
      client.prefetchInfiniteQuery(imageQueries.list({ fetch: askLate }));
      return (
        <HydrationBoundary state={dehydrate(client)}>
          <Suspense fallback={<p>Pictures are coming</p>}><StreamedStored /></Suspense>
        </HydrationBoundary>
      );
    }`,

  'app/advert/page.jsx': `
    import { ImageDropzone } from '@tintype/react';
    export default function Page() {
      return (
        <form action="/posted" method="post" encType="multipart/form-data">
          <ImageDropzone endpoint="/api/images" name="pictures" required />
          <button>Send</button>
        </form>
      );
    }`,
  'app/posted/route.js': `
    export async function POST(request) {
      const pictures = (await request.formData()).getAll('pictures');
      return Response.json(
        pictures.map((picture) =>
          typeof picture === 'string' ? picture : { name: picture.name, size: picture.size },
        ),
      );
    }`,
};
