export type { LazyModule, LazyState } from './lazy-module.ts';
export { lazyModule } from './lazy-module.ts';
