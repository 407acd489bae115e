import type { ReactElement } from 'react';

/** A decorative icon: an `<svg>` that assistive technology does not see. @param path - As in `icons.ts`. */
export function Icon({ path }: { path: string }): ReactElement {
  return (
    <svg className="tt-icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}
