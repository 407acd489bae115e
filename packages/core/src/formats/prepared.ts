/**
 * How the bytes that are sent came about.
 *
 * - `'copied'`: they are those of the file as chosen.
 * - `'rebuilt'`: the file was put together again without its metadata; its pixels were not touched.
 * - `'encoded'`: its pixels were decoded and encoded again, since they had to be shrunk or converted, or
 *   could not be told apart from other data in the file.
 */
export type Prepared = 'copied' | 'rebuilt' | 'encoded';
