import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/images/index.ts',
    'src/errors/index.ts',
    'src/formats/index.ts',
    'src/multipart/index.ts',
    'src/transport/requests.ts',
    'src/transport/response.ts',
    'src/loading/index.ts',
    'src/testing/index.ts',
    // Named by its URL, which no bundler follows here.
    'src/preparation/worker.ts',
  ],
  format: 'esm',
  platform: 'neutral',
  dts: true,
  unbundle: true,
  fixedExtension: false,
  plugins: [
    {
      name: 'worker-url',
      renderChunk: (code: string) =>
        code
          .replace("new URL('./worker.ts'", "new URL('./worker.js'")
          .replace('new URL("./worker.ts"', 'new URL("./worker.js"'),
    },
  ],
});
