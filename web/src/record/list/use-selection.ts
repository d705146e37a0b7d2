// Which rows of a list are selected; with Shift, all between.

import { useCallback, useRef, useState } from 'react';
import type { Item } from '../../app/types';

export interface Selection {
  ids: Set<string>;
  all: boolean | 'some';
  toggle: (index: number, range: boolean) => void;
  toggleAll: () => void;
  selectAll: (rows: Item[]) => void;
  clear: () => void;
}

export function useSelection(shown: Item[]): Selection {
  const [ids, setIds] = useState<Set<string>>(new Set());
  const anchor = useRef(0);
  const toggle = useCallback(
    (index: number, range: boolean) =>
      setIds((old) => {
        const next = new Set(old);
        const [from, to] = range ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index];
        const on = range || !next.has(shown[index]?.id ?? '');
        for (const row of shown.slice(from, to + 1)) {
          if (row.group_head) continue;
          if (on) next.add(row.id);
          else next.delete(row.id);
        }
        anchor.current = index;
        return next;
      }),
    [shown],
  );
  const rows = shown.filter((row) => !row.group_head);
  const all = ids.size === 0 ? false : ids.size >= rows.length ? true : 'some';
  return {
    ids,
    all,
    toggle,
    toggleAll: () => setIds(all === true ? new Set() : new Set(rows.map((row) => row.id))),
    selectAll: (every) => setIds(new Set(every.map((row) => row.id))),
    clear: () => setIds(new Set()),
  };
}
