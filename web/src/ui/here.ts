// What can be done where one stands: a list or a record says it, the palette offers it first.

import { useEffect, useLayoutEffect, useRef } from 'react';

export interface Doing {
  value: string;
  label: string;
  run: () => void;
}

interface Here {
  title: string;
  deeds: Doing[];
}

const shown = new Set<() => Here>();

/** Of what was shown last: a record above the list it was opened from. */
export const here = (): Here | undefined => [...shown].at(-1)?.();

export function useHere(title: string, deeds: Doing[]) {
  const now = useRef<Here>({ title, deeds });
  useLayoutEffect(() => {
    now.current = { title, deeds };
  });
  useEffect(() => {
    const tell = () => now.current;
    shown.add(tell);
    return () => void shown.delete(tell);
  }, []);
}
