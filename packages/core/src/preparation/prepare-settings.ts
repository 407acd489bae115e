import type { StripLevel } from '../formats/strip-level.ts';

/** What is to be done to a file, with every default filled in. */
export interface PrepareSettings {
  /** Pixels of the longer side at most. */
  maxSide: number;
  /** What the result must keep to, where shrinking may help; else `null`. */
  limits: { fileSize: number; dimension: number; pixels: number } | null;
  /** From 0 to 1. */
  quality: number;
  /** The type to encode to, or `null` for its own. */
  type: string | null;
  stripMetadata: StripLevel | false;
  thumbHash: boolean;
}
