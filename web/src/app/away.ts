// Since when the person was away: the last moment the page was looked at in this browser, when that was hours ago.

import { useEffect, useSyncExternalStore } from 'react';
import { lastSeen, noteSeen } from './kept';

const long_ms = 2 * 3_600_000;
const every_ms = 60_000;
const key = 'away since';
const listeners = new Set<() => void>();

function set(since: string | null) {
  if (since) sessionStorage.setItem(key, since);
  else sessionStorage.removeItem(key);
  for (const listener of listeners) listener();
}

/** Notes that the page is looked at now, and since when it was not. */
export function look() {
  if (document.visibilityState !== 'visible') return;
  const last = lastSeen();
  if (last && Date.now() - last > long_ms) set(new Date(last).toISOString());
  noteSeen();
}

export const forgetAway = () => set(null);

/** The moment the person left, when they came back in this tab after hours; null otherwise. */
export function useAwaySince(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sessionStorage.getItem(key),
  );
}

export function useAway() {
  useEffect(() => {
    const timer = setInterval(look, every_ms);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
