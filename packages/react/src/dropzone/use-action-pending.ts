'use client';
import * as ReactDOM from 'react-dom';

// React 18 has no such hook, and a bundler would miss a name that it can read.
const HOOK = ['use', 'FormStatus'].join('');
const useFormStatus = (ReactDOM as unknown as Record<string, unknown>)[HOOK] as
  | (() => { pending: boolean })
  | undefined;

/** Tells whether an action of the form around the component is under way. In React 18 there are none. */
export const useActionPending: () => boolean = useFormStatus
  ? () => useFormStatus().pending
  : () => false;
