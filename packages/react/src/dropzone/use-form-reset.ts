'use client';
import { type RefObject, useEffect, useInsertionEffect, useLayoutEffect, useRef } from 'react';
import { treeOf } from '../anatomy/tree.ts';
import { useActionPending } from './use-action-pending.ts';

// On a server, React 18 warns of effects that want to measure.
const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * Calls back when the form of a field is reset by the user or by the app.
 *
 * Not when React does so: from version 19 on, it resets a form after every action, also after one that
 * has answered with an error, and images that went up would be lost.
 *
 * @param root - What the field is in.
 * @param field - Belongs to the form.
 */
export function useFormReset(
  root: RefObject<HTMLElement | null>,
  field: RefObject<HTMLInputElement | null>,
  onReset: () => void,
): void {
  const isReactReset = useReactReset();
  useEffect(() => {
    if (!root.current) return undefined;
    const tree = treeOf(root.current);
    // React's form, but not in React's tree: a form elsewhere (`form`), or of another root.
    let isForeignAction = false;
    const note = (event: Event) => {
      if (event.target === field.current?.form)
        isForeignAction = isReactAction(event as SubmitEvent);
    };
    // Here, so that a listener of the app has had its chance to prevent it.
    const listen = (event: Event) => {
      if (event.target !== field.current?.form || event.defaultPrevented) return;
      const { isEnding, isKnown } = isReactReset.current;
      const isReacts = isEnding || (isForeignAction && !isKnown);
      isForeignAction = false;
      if (!isReacts) onReset();
    };
    // A reset that a button asks for follows its click at once.
    const ask = (event: Event) => {
      const button = (event.target as Element | null)?.closest?.<HTMLButtonElement>(
        'button[type="reset"], input[type="reset"]',
      );
      if (button?.form === field.current?.form) isForeignAction = false;
    };
    tree.addEventListener('submit', note);
    tree.addEventListener('click', ask, { capture: true });
    tree.addEventListener('reset', listen);
    return () => {
      tree.removeEventListener('submit', note);
      tree.removeEventListener('click', ask, { capture: true });
      tree.removeEventListener('reset', listen);
    };
  }, [root, field, isReactReset, onReset]);
}

/**
 * React resets a form in the commit that ends its action, between the effects that insert and those that
 * measure.
 */
function useReactReset(): RefObject<{ isEnding: boolean; isKnown: boolean }> {
  const isPending = useActionPending();
  // Whether an action was seen at all, so that the next one will be, too.
  const state = useRef({ isEnding: false, isKnown: false });
  useInsertionEffect(() => {
    const { isKnown } = state.current;
    state.current = { isEnding: isKnown && !isPending, isKnown: isKnown || isPending };
  }, [isPending]);
  useBrowserLayoutEffect(() => {
    state.current.isEnding = false;
  }, [isPending]);
  return state;
}

/** React writes such a URL where the action is a function, and such fields where a server's is. */
function isReactAction({ target, submitter }: SubmitEvent): boolean {
  const form = target as HTMLFormElement;
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action');
  const isServerAction = form.querySelector('input[type="hidden"][name^="$ACTION_"]') !== null;
  return action?.startsWith('javascript:') || isServerAction;
}
