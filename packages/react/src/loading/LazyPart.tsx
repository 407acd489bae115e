'use client';
import type { LazyModule } from '@tintype/core/loading';
import {
  type ComponentType,
  memo,
  type NamedExoticComponent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useState,
} from 'react';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import { PartFailed } from './PartFailed.tsx';
import { suspending } from './suspending.ts';
import { useLazyModule } from './use-lazy-module.ts';

interface LazyPartProps<Props extends object> {
  module: LazyModule<ComponentType<Props>>;
  props: Props;
  /** Loads it at once, and keeps retrying, instead of trying once when the page is idle. @default true */
  isNeeded?: boolean;
  /** How it says that it could not be loaded: by a sentence with a button, or a button alone. @default 'sentence' */
  notice?: 'sentence' | 'button' | 'none';
  /**
   * Renders what stands in its place until it is loaded, around the notice, where there is one. Not called
   * for what a server has rendered.
   *
   * @default the notice alone
   */
  place?: (notice: ReactElement | null) => ReactNode;
}

/**
 * A part whose code is loaded on demand. Servers render it all the same, and what they have rendered stays
 * on the screen until it can be hydrated. Never suspends otherwise: what cannot be loaded says so in its
 * place, and nothing around it is unmounted.
 */
export function LazyPart<Props extends object>(lazy: LazyPartProps<Props>): ReactElement | null {
  const { module, props, isNeeded = true, notice: kind = 'sentence', place } = lazy;
  const isHydrated = useHydrated();
  const [wasServed] = useState(!isHydrated);
  const [isAlive, setAlive] = useState(false);
  const state = useLazyModule(module, isNeeded);
  const isFailed = state.status === 'failed' && isNeeded && kind !== 'none';
  const notice = isFailed ? (
    <PartFailed onRetry={module.retry} isShort={kind === 'button'} />
  ) : null;
  if (wasServed) {
    const Part = suspending(module) as ComponentType<object>;
    return (
      <>
        <Served Part={Part} props={props} isAlive={isAlive} onAlive={setAlive} />
        {isAlive ? null : notice}
      </>
    );
  }
  if (state.status !== 'loaded') return <>{place ? place(notice) : notice}</>;
  const Part = state.value;
  return <Part {...props} />;
}

interface ServedProps {
  Part: ComponentType<object>;
  props: object;
  isAlive: boolean;
  onAlive: (isAlive: true) => void;
}

const Served: NamedExoticComponent<ServedProps> = memo(
  function Served({ Part, props, onAlive }: ServedProps): ReactElement {
    return (
      <Suspense>
        <Part {...props} />
        <Alive onAlive={onAlive} />
      </Suspense>
    );
  },
  // React throws away what it cannot hydrate yet when that is to change.
  (_, next) => !next.isAlive,
);

function Alive({ onAlive }: Pick<ServedProps, 'onAlive'>): null {
  useEffect(() => onAlive(true), [onAlive]);
  return null;
}
