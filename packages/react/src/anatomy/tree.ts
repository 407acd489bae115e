/** Returns the document or shadow root that an element is in: what `document` is to a page. */
export function treeOf(element: Element): Document | ShadowRoot {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root : element.ownerDocument;
}

/** Returns the element of the same document or shadow root that has the focus. */
export function focusedBeside(element: Element | null): HTMLElement | null {
  return element && (treeOf(element).activeElement as HTMLElement | null);
}
