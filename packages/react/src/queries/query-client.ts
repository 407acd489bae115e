'use client';
import { QueryClient, QueryClientContext } from '@tanstack/react-query';
import { useContext, useState } from 'react';

/** The app's `QueryClient`, or one of our own where the app has no provider. */
export function useNearestQueryClient(): QueryClient {
  const nearest = useContext(QueryClientContext);
  const [own] = useState(() => nearest ?? new QueryClient());
  return nearest ?? own;
}
