import { type ComponentType, lazy } from 'react';
import type { LateModule, Loadable } from './late-module.ts';

/** A part that no page waits for. Rendered by `<LatePart>`. */
export interface LatePartSource<Props> {
  /** What it comes with. */
  module: Loadable<unknown>;
  /** `undefined` until it is there. */
  now: () => ComponentType<Props> | undefined;
  /** The same as a component that suspends. */
  Suspending: ComponentType<Props>;
}

/** @param pick - Takes the part out of its module. */
export function createLatePart<Module, Props extends object>(
  module: LateModule<Module>,
  pick: (module: Module) => ComponentType<Props>,
): LatePartSource<Props> {
  // Servers have no time to wait, and nothing better to do while they start.
  if (typeof document === 'undefined') void module.load();

  function now(): ComponentType<Props> | undefined {
    const loaded = module.now();
    return loaded && pick(loaded);
  }
  async function whenLoaded() {
    return { default: pick(await module.load()) };
  }
  const Suspending = lazy(() => atOnce(now()) ?? whenLoaded());
  return { module, now, Suspending: Suspending as unknown as ComponentType<Props> };
}

/** What `lazy` takes without waiting, in contrast to a promise. */
function atOnce<Part>(part: Part | undefined): Promise<{ default: Part }> | undefined {
  if (!part) return undefined;
  const answer = {
    // biome-ignore lint/suspicious/noThenProperty: it stands for a promise on purpose
    then: (take: (module: { default: Part }) => void) => take({ default: part }),
  };
  return answer as Promise<{ default: Part }>;
}
