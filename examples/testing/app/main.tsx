import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import '@tintype/react/styles.css';
import { Album } from './Album.tsx';

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <QueryClientProvider client={new QueryClient()}>
    <Album />
  </QueryClientProvider>,
);
