/**
 * How much of an image's metadata is removed.
 *
 * - `'all'`: everything but the orientation and what colours need.
 * - `'location'`: everything that says, or could say, where the image was taken: GPS positions, XMP, IPTC,
 *   makers' notes, thumbnails, and data behind the end of the image. Camera, lens, exposure, date, owner
 *   and comments stay.
 */
export type StripLevel = 'all' | 'location';
