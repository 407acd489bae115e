import { type Context, createContext } from 'react';

/** What a part says that could not be loaded. */
export interface PartWords {
  partFailed: string;
  partRetry: string;
}

/** Carries the words of the component around to its parts. */
export const PartWordsContext: Context<PartWords> = createContext<PartWords>({
  partFailed: '',
  partRetry: '',
});
