import { type ComponentProps, type MouseEvent, useSyncExternalStore } from 'react';

const MOVED = 'demo-moved';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}

/** The path of the page that is shown. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

/** A link to another page of the demo, which is shown without loading it anew. */
export function Link({ href, ...others }: ComponentProps<'a'> & { href: string }) {
  const follow = (event: MouseEvent) => {
    // A new tab or window is the browser's own business.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    if (href === window.location.pathname) return;
    window.history.pushState(null, '', href);
    window.dispatchEvent(new Event(MOVED));
    window.scrollTo(0, 0);
  };
  return <a href={href} onClick={follow} {...others} />;
}
