import path from 'node:path';
import { build, defaultClientConditions, type Plugin } from 'vite';

const ROOT = path.join(import.meta.dirname, '..');
/** Where each bundle comes to lie. */
export const BUNDLES: string = path.join(ROOT, '.out/bundles');

// One copy of each for all, of the versions that the repository is tested with.
export const SHARED: RegExp =
  /^(react|react-dom|@tanstack\/react-query|@tintype\/(core|react))(\/.+)?$/;
export const WORKSPACE: string = path.join(ROOT, '../../integration/package.json');

const oneCopy: Plugin = {
  name: 'one-copy',
  enforce: 'pre',
  resolveId(id, importer) {
    if (!SHARED.test(id) || importer === WORKSPACE) return null;
    return this.resolve(id, WORKSPACE, { skipSelf: true });
  },
};

export interface BundleOptions {
  /** Takes the packages from their source, where nobody has built them. */
  fromSource?: boolean;
}

/**
 * Builds a page as an app would, for production.
 *
 * @param name - Such as `uploads/uppy`: a file of `pages`, and the folder of the bundle.
 */
export async function bundlePage(name: string, options: BundleOptions = {}): Promise<void> {
  const source = options.fromSource ? ['@tintype/source'] : [];
  // A test runner says "test" here, which would get the React for development.
  process.env.NODE_ENV = 'production';
  await build({
    root: ROOT,
    base: './',
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    resolve: { conditions: [...source, ...defaultClientConditions] },
    plugins: [oneCopy],
    worker: { format: 'es' },
    build: {
      outDir: path.join(BUNDLES, name),
      emptyOutDir: true,
      copyPublicDir: false,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: path.join(ROOT, 'pages', name),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'page.js' },
      },
    },
  });
}
