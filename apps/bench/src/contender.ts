/** What each page of `pages/uploads` offers to whoever measures it. */
export interface Contender {
  mount(root: HTMLElement, options: ContenderOptions): void;
  /** Takes files and sends them at once. */
  add(files: File[]): void;
  /** How many are uploaded, as the screen says. */
  done(): number;
  /** How many pictures are painted. */
  previews(): number;
}

export interface ContenderOptions {
  endpoint: string;
  /** Uploads at once. */
  concurrency: number;
  previews: boolean;
}

/** Makes a JPEG whose longer side is at most `side` pixels; quality is from 0 to 1. */
export type Shrink = (file: File, side: number, quality: number) => Promise<Blob>;

declare global {
  interface Window {
    contender: Contender;
    shrink: Shrink;
    /** The files that are about to be chosen. */
    chosen: File[];
    /** Long tasks so far: what is over 50 ms of each, in milliseconds, is what people may notice. */
    blocked: number;
  }
}
