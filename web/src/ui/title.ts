// What the window is called: tabs and the history tell pages apart by it.

import { useEffect } from 'react';

export function useTitle(name: string | undefined) {
  useEffect(() => {
    if (name) document.title = `${name} · Relacja`;
  }, [name]);
}
