/** What a key does in the lightbox. */
export type LightboxAction =
  | { type: 'move'; to: 'first' | 'previous' | 'next' | 'last' }
  | { type: 'zoom'; factor: number }
  | { type: 'reset' }
  | { type: 'pan'; x: number; y: number };

/** What decides about a key. */
export interface KeyContext {
  key: string;
  rightToLeft: boolean;
  zoomed: boolean;
}

/** One press of a key, or of a button, makes a picture so much larger. */
export const ZOOM_STEP = 1.5;
const PAN_STEP = 80;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * Arrows go to the previous and the next picture, or move one that is zoomed; Home and End go to the
 * first and the last; plus and minus zoom, 0 shows all. `null` for keys that mean nothing here.
 */
export function actionOfKey({ key, rightToLeft, zoomed }: KeyContext): LightboxAction | null {
  const arrow = ARROWS[key];
  if (arrow && zoomed) return { type: 'pan', x: arrow[0] * PAN_STEP, y: arrow[1] * PAN_STEP };
  switch (key) {
    case 'ArrowLeft':
      return { type: 'move', to: rightToLeft ? 'next' : 'previous' };
    case 'ArrowRight':
      return { type: 'move', to: rightToLeft ? 'previous' : 'next' };
    case 'Home':
      return { type: 'move', to: 'first' };
    case 'End':
      return { type: 'move', to: 'last' };
    case '+':
    case '=':
      return { type: 'zoom', factor: ZOOM_STEP };
    case '-':
      return { type: 'zoom', factor: 1 / ZOOM_STEP };
    case '0':
      return { type: 'reset' };
    default:
      return null;
  }
}
