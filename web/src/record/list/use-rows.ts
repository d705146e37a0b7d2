// The rows of a list: its pages, what happens to them while one looks, and how many there are.

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { get } from '../../app/api';
import { watch } from '../../app/live';
import { queries } from '../../app/session';
import type { Filter, Item, Page } from '../../app/types';
import { held, listQuery, refresh, updateHeld, type ListWish } from '../store';

/** Notes live changes: rows change where they are, new ones are only counted. */
function useLive(object: string, filter: Filter, searching: boolean, known: (id: string) => boolean) {
  const [fresh, setFresh] = useState<Set<string>>(new Set());
  const changed = useRef(new Set<string>());
  const made = useRef(new Set<string>());
  const [moved, setMoved] = useState<Set<string>>(new Set()); // changed, and perhaps come into the list by that
  const text = JSON.stringify(filter);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const ids = [...changed.current];
      changed.current.clear();
      if (ids.length) void refresh(object, ids);
      const created = [...made.current];
      made.current.clear();
      if (created.length) setFresh((old) => new Set([...old, ...created]));
    };
    const stop = watch(object, JSON.parse(text) as Filter, (event) => {
      if (event.kind === 'reset') return void queries.invalidateQueries({ queryKey: ['list', object] });
      if (event.kind === 'deleted' || event.kind === 'left') updateHeld(object, event.id, (item) => ({ ...item, gone: true }));
      else if (known(event.id)) {
        const mine = held(object, event.id);
        if (mine && event.version !== undefined && Number(mine.version) >= Number(event.version)) return;
        changed.current.add(event.id);
        timer ??= setTimeout(flush, 200);
      } else if (event.kind === 'created' && !searching) {
        made.current.add(event.id);
        timer ??= setTimeout(flush, 200);
      } else if (!searching) setMoved((old) => (old.has(event.id) ? old : new Set([...old, event.id])));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [object, text, searching, known]);
  const clear = useCallback(() => {
    setFresh(new Set());
    setMoved(new Set());
  }, []);
  return { fresh, moved, clear };
}

/**
 * How many records are new: those the server counts now beyond those it counted for this list. Events alone would not do,
 * since after a subscription the server tells some again that came before the list was read.
 */
function useUnseen(object: string, { filter, search }: ListWish, told: number, moved: number, before: Page['count']) {
  const { data } = useQuery({
    queryKey: ['count', object, filter, search, told, moved],
    queryFn: ({ signal }) => get<Page>(object, { filter: JSON.stringify(filter ?? {}), search, limit: 1, count: 'capped' }, signal),
    enabled: told + moved > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (!(told + moved) || !data?.count || !before) return 0;
  // A changed record that is not shown may be further down: only the count tells whether it is new here.
  return before.exact && data.count.exact ? Math.max(0, Math.min(told + moved, data.count.value - before.value)) : told;
}

export function useRows(object: string, wish: ListWish, enabled = true) {
  const query = useInfiniteQuery({ ...listQuery(object, wish), placeholderData: keepPreviousData, enabled });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useMemo(() => {
    const seen = new Set<string>();
    const all: Item[] = [];
    for (const item of data?.pages.flatMap((page) => page.items) ?? []) if (!seen.has(item.id)) all.push(item);
    return all;
  }, [data]);
  const ids = useRef(new Set<string>());
  useEffect(() => {
    ids.current = new Set(rows.map((row) => row.id));
  }, [rows]);
  const known = useCallback((id: string) => ids.current.has(id), []);
  const { fresh, moved, clear } = useLive(object, wish.filter ?? {}, Boolean(wish.search), known);
  const count = data?.pages[0]?.count;
  const unknown = (told: Set<string>) => [...told].filter((id) => !rows.some((row) => row.id === id)).length;
  const left = rows.filter((row) => row.gone).length;
  const unseen = useUnseen(object, wish, unknown(fresh), unknown(moved), count && { ...count, value: count.value - left });

  /** Reads on when rows near the end are shown. */
  const reach = useCallback(
    (last: number) => {
      if (hasNextPage && !isFetchingNextPage && last > rows.length - 40) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, rows.length],
  );
  return {
    rows,
    count,
    waiting: query.isPending,
    stale: query.isPlaceholderData,
    problem: query.error,
    more: hasNextPage,
    reach,
    unseen,
    showNew: () => {
      clear();
      void queries.invalidateQueries({ queryKey: ['list', object] });
    },
    /** Reads the list to its end. */
    readAll: async () => {
      let result = await query.fetchNextPage();
      while (result.hasNextPage) result = await result.fetchNextPage();
      return result.data?.pages.flatMap((page) => page.items) ?? [];
    },
    toggle: undefined as ((id: string) => void) | undefined,
    retry: () => void query.refetch(),
  };
}

export type Rows = ReturnType<typeof useRows>;
