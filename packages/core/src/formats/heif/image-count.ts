/** More than any encoder needs for what is shown as one; a few kilobytes can hold thousands. */
export const MOST_IMAGES = 64;
