// Which rows of a long list to draw. Browsers cannot make an element higher than some ten million pixels; above that the
// list is a window that slides over the rows: the wheel stays 1:1 and the thumb still spans everything.

import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

export const highest = 6_000_000;

export interface Window {
  /** Rows hidden above the window, in pixels: where row 0 would be is at -offset. */
  offset: number;
  /** The scroll position seen last. */
  previous: number;
}

/** Where the window and the thumb should be after a scroll to `top`. Pure, so that it can be tested. */
export function slide(window: Window, top: number, total: number, view: number, row: number): { window: Window; top: number } {
  const height = Math.min(total, highest);
  if (total <= height) return { window: { offset: 0, previous: top }, top };
  const ratio = (height - view) / (total - view);
  const jumped = Math.abs(top - window.previous) > view * 2;
  if (jumped) return { window: { offset: Math.round(top / ratio - top), previous: top }, top };
  const position = top + window.offset;
  if (top <= 0 && position < row) return { window: { offset: 0, previous: 0 }, top: 0 };
  const wanted = Math.min(height - view, Math.max(0, position * ratio));
  const drift = Math.abs(wanted - top);
  const room = Math.min(2000, Math.min(top, height - view - top) / 4);
  if (drift < 1 || drift <= room) return { window: { ...window, previous: top }, top };
  const end = height - view;
  const next = wanted < 2 ? 0 : wanted > end - 2 ? end : Math.round(wanted);
  const offset = next === 0 ? 0 : next === end ? total - height : position - next;
  return { window: { offset, previous: next }, top: next };
}

export interface VisibleRows {
  first: number;
  last: number;
  offset: number;
  height: number;
  reveal: (index: number) => void;
}

export function useVirtualScroll(scroller: RefObject<HTMLElement | null>, count: number, row: number, head: number, beyond = 8): VisibleRows {
  const window = useRef<Window>({ offset: 0, previous: 0 });
  const [rows, setRows] = useState({ first: 0, last: 40, offset: 0 });
  const total = count * row;
  const height = Math.min(total, highest);

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const view = element.clientHeight - head;
    const slid = slide(window.current, element.scrollTop, total, view, row);
    window.current = slid.window;
    if (slid.top !== element.scrollTop && total > highest) element.scrollTop = slid.top;
    const position = slid.top + slid.window.offset;
    const first = Math.max(0, Math.floor(position / row) - beyond);
    const last = Math.min(count, Math.ceil((position + view) / row) + beyond);
    const { offset } = slid.window;
    setRows((old) => (old.first === first && old.last === last && old.offset === offset ? old : { first, last, offset }));
  }, [scroller, total, count, row, head, beyond]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let frame = 0;
    const later = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        measure();
      });
    };
    measure();
    element.addEventListener('scroll', later, { passive: true });
    const sized = new ResizeObserver(later);
    sized.observe(element);
    return () => {
      element.removeEventListener('scroll', later);
      sized.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [scroller, measure]);

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const view = element.clientHeight - head;
      const top = index * row - window.current.offset;
      if (total > highest && Math.abs(top - element.scrollTop) > view * 2) {
        window.current.offset = Math.round((total - highest) * (index / count));
        element.scrollTop = index * row - window.current.offset;
        window.current.previous = element.scrollTop;
      } else if (top < element.scrollTop) element.scrollTop = top;
      else if (top + row > element.scrollTop + view) element.scrollTop = top + row - view;
    },
    [scroller, row, head, total, count],
  );
  return { ...rows, height, reveal };
}
