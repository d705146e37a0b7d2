// What the pointer holds in the hours of the calendar. It is known by its record's id, so that news of the record may come
// while it is held; the surface takes the pointer, so that the event may change its column under it.

import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';

export const hour = 48; // pixels
export const quarter = 15;

export interface Held {
  /** None while a new one is drawn. */
  id: string | null;
  day: string;
  from: number;
  to: number;
}

export interface Place {
  day: string;
  /** Of the day, to the part of a minute that the pixel says. */
  minute: number;
}

export const toQuarter = (minute: number) => Math.round(minute / quarter) * quarter;
const dayLong = 24 * 60;
const inDay = (minute: number) => Math.max(0, Math.min(dayLong, minute));

/** Where an event stands whose `grip`, minutes after its beginning, is at `at`. */
export function movedTo(start: Held, grip: number, at: Place): Held {
  const length = start.to - start.from;
  const from = Math.max(0, Math.min(dayLong - length, toQuarter(at.minute - grip)));
  return { ...start, day: at.day, from, to: from + length };
}

/** The event whose foot is at `at`, having been taken `grip` minutes after its end. */
export const stretchedTo = (start: Held, grip: number, at: Place): Held => ({ ...start, to: Math.max(start.from + quarter, inDay(toQuarter(at.minute - grip))) });

/** A new one from where the pointer went down to where it is. */
export const drawnTo = (start: Held, at: Place): Held => ({
  ...start,
  from: Math.min(start.from, inDay(toQuarter(at.minute))),
  to: Math.max(start.from + quarter, inDay(toQuarter(at.minute))),
});

export function useDragging(surface: RefObject<HTMLElement | null>, days: string[]) {
  const [held, setHeld] = useState<Held | null>(null);
  const hands = useRef<AbortController | null>(null);
  useEffect(() => () => hands.current?.abort(), []);

  const placeAt = (event: { clientX: number; clientY: number }): Place => {
    const box = surface.current!.getBoundingClientRect();
    const at = Math.max(0, Math.min(days.length - 1, Math.floor(((event.clientX - box.left) / box.width) * days.length)));
    return { day: days[at]!, minute: ((event.clientY - box.top) / hour) * 60 };
  };
  /** Follows the pointer until it is let go; Escape, or the browser taking it away, leaves everything as it was. */
  const follow = (event: PointerEvent<HTMLElement>, start: Held, next: (at: Place) => Held, done: (last: Held, moved: boolean) => void) => {
    event.preventDefault();
    hands.current?.abort();
    const hand = (hands.current = new AbortController());
    const element = surface.current!;
    element.setPointerCapture(event.pointerId);
    let last = start;
    let moved = false;
    const end = () => {
      hand.abort();
      setHeld(null);
    };
    const { signal } = hand;
    element.addEventListener('pointermove', (move) => {
      if (!moved && Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) < 5) return;
      moved = true;
      last = next(placeAt(move));
      setHeld(last);
    }, { signal });
    element.addEventListener('pointerup', () => {
      end();
      done(last, moved);
    }, { signal });
    element.addEventListener('pointercancel', end, { signal });
    addEventListener('keydown', (key) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end();
    }, { signal, capture: true });
  };
  return { held, placeAt, follow };
}
