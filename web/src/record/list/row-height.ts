// How high the rows of lists are: a taste of the person, kept in the browser.

import { useSyncExternalStore } from 'react';

export const rowHeights = [32, 36, 44] as const;
export type RowHeight = (typeof rowHeights)[number];

const listeners = new Set<() => void>();

export const rowHeight = (): RowHeight => rowHeights.find((one) => String(one) === localStorage.getItem('row')) ?? 36;

export function setRowHeight(wanted: RowHeight) {
  localStorage.setItem('row', String(wanted));
  for (const listener of listeners) listener();
}

export const useRowHeight = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, rowHeight);
