'use client';
import type { ComponentType, ReactElement, ReactNode } from 'react';

/** A component for each part. `PartProps` says by name what each takes. */
export type PartComponents<PartProps> = {
  [Part in keyof PartProps]: ComponentType<PartProps[Part]>;
};

/**
 * For parts that are to be wrapped or left out: a function of the part's props and of the part as it
 * would be. In contrast to a component it may be written in place, since it is called and not mounted.
 */
export type PartRender<PartProps> = {
  [Part in keyof PartProps & string as Uncapitalize<Part>]?: (
    props: PartProps[Part],
    original: ReactElement,
  ) => ReactNode;
};

/** Renders a part, wrapped as the app wants it. */
export function renderPart<Props extends object>(
  part: string,
  Component: ComponentType<Props>,
  props: Props,
  render: object,
): ReactNode {
  const original = <Component {...props} />;
  const name = part.charAt(0).toLowerCase() + part.slice(1);
  const wrap = (
    render as Record<string, ((props: Props, original: ReactElement) => ReactNode) | undefined>
  )[name];
  return wrap ? wrap(props, original) : original;
}
