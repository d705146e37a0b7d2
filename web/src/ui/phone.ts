// Whether the page is as narrow as a phone.

import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 760px)');

export const usePhone = () =>
  useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
