import type { LazyModule } from '@tintype/core/loading';
import { type ComponentType, lazy } from 'react';

const components = new WeakMap<object, unknown>();

/** Returns a component that suspends until its module is loaded, for what a server has rendered. */
export function suspending<Props extends object>(
  module: LazyModule<ComponentType<Props>>,
): ComponentType<Props> {
  const known = components.get(module) as ComponentType<Props> | undefined;
  if (known) return known;
  const component = lazy(() => {
    const part = module.current();
    return part ? settled({ default: part }) : promised(module);
  }) as unknown as ComponentType<Props>;
  components.set(module, component);
  return component;
}

async function promised<Part>(module: LazyModule<Part>): Promise<{ default: Part }> {
  return { default: await new Promise<Part>(module.use) };
}

/** Returns what `lazy` takes without suspending, in contrast to a promise. */
function settled<Value>(value: Value): Promise<Value> {
  const settledThenable = {
    // biome-ignore lint/suspicious/noThenProperty: it stands for a promise on purpose
    then: (take: (value: Value) => void) => take(value),
  };
  return settledThenable as Promise<Value>;
}

/** Loads a part that servers render: they have no time to wait, and nothing better to do while they start. */
export function loadOnServer(module: Pick<LazyModule<unknown>, 'need'>): void {
  if (typeof document === 'undefined') module.need();
}
