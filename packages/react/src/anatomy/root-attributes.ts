import type { HTMLAttributes, SyntheticEvent } from 'react';

/**
 * What the root element of a component takes as any element does: `id`, `style`, `title`, `dir`, `data-*`,
 * `aria-*`, event handlers and so on.
 *
 * @typeParam Taken - Names that mean something else to the component.
 */
export type RootAttributes<Taken extends PropertyKey> = Omit<
  HTMLAttributes<HTMLElement>,
  Taken | 'children' | 'dangerouslySetInnerHTML'
>;

/** The names of all properties of a type, so that none can be forgotten. */
export type NamesOf<Known> = Readonly<Record<keyof Known, true>>;

/** Divides props into those of a certain type and all others. */
export function splitProps<Props extends object, Known extends object>(
  props: Props,
  names: NamesOf<Known>,
): [Pick<Props, keyof Props & keyof Known>, Omit<Props, keyof Known>] {
  const entries = Object.entries(props);
  const isKnown = ([name]: [string, unknown]) => Object.hasOwn(names, name);
  return [
    Object.fromEntries(entries.filter(isKnown)),
    Object.fromEntries(entries.filter((entry) => !isKnown(entry))),
  ] as [Pick<Props, keyof Props & keyof Known>, Omit<Props, keyof Known>];
}

/** Adds handlers to those of the app, which come first; ours do nothing where the app stops the event. */
export function addHandlers<Handlers extends object>(
  attributes: HTMLAttributes<HTMLElement>,
  own: Handlers,
): Handlers {
  type Handler = (event: SyntheticEvent) => void;
  const theirs = attributes as Record<string, Handler | undefined>;
  const added = Object.entries(own as Record<string, Handler>).map(([name, handler]) => [
    name,
    (event: SyntheticEvent) => {
      theirs[name]?.(event);
      if (!event.isPropagationStopped()) handler(event);
    },
  ]);
  return Object.fromEntries(added);
}
