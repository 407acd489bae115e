import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Where `examples/node`, or another relay, listens.
const proxy = { '/api': process.env.RELAY ?? 'http://localhost:3000' };

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: { rolldownOptions: { input: ['tailwind/index.html', 'shadcn/index.html'] } },
  server: { open: '/tailwind/', proxy },
});
