'use client';
import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Zoom } from './use-zoom.ts';

interface GestureOptions {
  place: RefObject<HTMLElement | null>;
  zoom: Zoom;
  /** -1 for a swipe to the left, 1 to the right. */
  onSwipe: (direction: -1 | 1) => void;
  onSwipeDown: () => void;
}

// Shorter ones are a trembling hand.
const SWIPE = 50;
const SWIPE_DOWN = 110;

interface Place {
  x: number;
  y: number;
}

/** What the place of a picture listens to. */
export interface Gestures {
  /** How far a picture that is not zoomed is dragged, or `null`. */
  drag: Place | null;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
    onDoubleClick: (event: MouseEvent) => void;
  };
}

/** Fingers and wheel: one moves or swipes, two pinch, the wheel zooms. */
export function useGestures(options: GestureOptions): Gestures {
  const { place, zoom } = options;
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const fingers = useRef(new Map<number, Place>());
  const start = useRef<Place>({ x: 0, y: 0 });
  const [drag, setDrag] = useState<Place | null>(null);

  useEffect(() => {
    const element = place.current;
    const onWheel = (event: WheelEvent) => {
      // The page behind must stay where it is, and React listens passively.
      event.preventDefault();
      const { clientX: x, clientY: y, deltaY } = event;
      latest.current.zoom.zoomBy(Math.exp(-deltaY * 0.002), { x, y });
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [place]);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    fingers.current.set(event.pointerId, placeOf(event));
    start.current = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = placeOf(event);
    const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId);
    if (other)
      zoom.zoomBy(distance(now, other[1]) / distance(before, other[1]), middle(now, other[1]));
    else if (zoom.isZoomed) zoom.panBy(now.x - before.x, now.y - before.y);
    else setDrag({ x: now.x - start.current.x, y: Math.max(0, now.y - start.current.y) });
    fingers.current.set(event.pointerId, now);
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    if (!fingers.current.delete(event.pointerId)) return;
    setDrag(null);
    if (drag === null || fingers.current.size > 0) return;
    if (Math.abs(drag.x) > SWIPE && Math.abs(drag.x) > drag.y) options.onSwipe(drag.x < 0 ? -1 : 1);
    else if (drag.y > SWIPE_DOWN) options.onSwipeDown();
  }

  function onPointerCancel({ pointerId }: PointerEvent<HTMLElement>): void {
    fingers.current.delete(pointerId);
    setDrag(null);
  }

  function onDoubleClick({ clientX: x, clientY: y }: MouseEvent): void {
    if (zoom.isZoomed) zoom.reset();
    else zoom.zoomBy(2.5, { x, y });
  }

  return {
    drag,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onDoubleClick },
  };
}

function placeOf({ clientX: x, clientY: y }: PointerEvent<HTMLElement>): Place {
  return { x, y };
}

function distance(one: Place, other: Place): number {
  return Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
}

function middle(one: Place, other: Place): Place {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}
