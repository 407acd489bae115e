'use client';
import {
  type ComponentType,
  memo,
  type NamedExoticComponent,
  type ReactElement,
  Suspense,
  useEffect,
  useState,
} from 'react';
import type { LatePartSource } from './late-part.ts';
import { useHydrated } from './use-hydrated.ts';
import { useLateModule } from './use-late-module.ts';

interface LatePartProps<Props extends object> {
  part: LatePartSource<Props>;
  props: Props;
  /** Loads it at once, instead of when the page is idle. @default true */
  isNeeded?: boolean;
  /** Stands in its place until it is loaded, where no server has rendered it. @default nothing */
  fallback?: ReactElement | null;
}

/**
 * A part that no page waits for. Servers render it all the same, and what they have rendered stays on the
 * screen until it can be taken over. What begins in a browser is not there until it is loaded.
 */
export function LatePart<Props extends object>(late: LatePartProps<Props>): ReactElement | null {
  const { part, props, isNeeded = true, fallback = null } = late;
  const isHydrated = useHydrated();
  const [wasServed] = useState(!isHydrated);
  const [isAlive, setAlive] = useState(false);
  useLateModule(part.module, isNeeded);
  if (wasServed) {
    const Part = part.Suspending as ComponentType<object>;
    return <Served Part={Part} props={props} isAlive={isAlive} onAlive={setAlive} />;
  }
  const Part = part.now();
  return Part ? <Part {...props} /> : fallback;
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
  // React throws away what it cannot take over yet when that is to change.
  (_, next) => !next.isAlive,
);

function Alive({ onAlive }: Pick<ServedProps, 'onAlive'>): null {
  useEffect(() => onAlive(true), [onAlive]);
  return null;
}
