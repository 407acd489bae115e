/** Browsers keep buttons in a disabled fieldset from being pressed, but nothing from being dropped. */
export function isInDisabledFieldset(element: Element | null): boolean {
  return element?.closest('fieldset:disabled') != null;
}
