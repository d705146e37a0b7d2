// How narrow the window is: as a phone, or as a tablet held upright.

import { useSyncExternalStore } from 'react';

const within = (width: number) => {
  const query = matchMedia(`(max-width: ${width}px)`);
  const listen = (listener: () => void) => {
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  };
  return () => useSyncExternalStore(listen, () => query.matches);
};

export const usePhone = within(760);
export const useTablet = within(900);
