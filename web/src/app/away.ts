// Since when the person was away: the last moment the page was looked at in this browser, when that was hours ago.

import { useEffect } from 'react';
import { lastSeen, noteSeen } from './kept';

const long_ms = 2 * 3_600_000;
const every_ms = 60_000;
const key = 'away since';

/** The moment the person left, when they came back in this tab after hours; null otherwise. */
export const awaySince = () => sessionStorage.getItem(key);

export const forgetAway = () => sessionStorage.removeItem(key);

export function useAway() {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      const last = lastSeen();
      if (last && Date.now() - last > long_ms) sessionStorage.setItem(key, new Date(last).toISOString());
      noteSeen();
    };
    look();
    const timer = setInterval(look, every_ms);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
