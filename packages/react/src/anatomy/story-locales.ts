import type { Locale } from '@tintype/react/locales';
import * as locales from '@tintype/react/locales';

/** Every language that there is, by its `tag`. */
export const LOCALES: Readonly<Record<string, Locale>> = Object.fromEntries(
  Object.values(locales).map((locale) => [locale.tag, locale]),
);
