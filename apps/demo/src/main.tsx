import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter';
import '@tintype/react/styles.css';
import { App } from './App.tsx';
import './site.css';
import './demo.css';
import './pages/headless.css';
import './pages/plain-form.css';
import './pages/playground.css';

const client = new QueryClient();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
