// What a list shows, read from the address and written back to it.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { placeColumns, placeSort, type Place } from '../../app/places';
import type { Field, Filter } from '../../app/types';
import { objectNamed, queries } from '../../app/session';
import { fewQuery, listQuery, saveRecord } from '../store';
import { fieldNamed } from '../values';
import { moved } from './moved';
import { joined, turned, type Condition, type Operator } from './filter';

export interface ListSearch {
  view?: string;
  filter?: Filter;
  sort?: string;
  columns?: string[];
  q?: string;
  show?: 'list' | 'board';
  /** The field whose values make groups; empty for none where a view has one. */
  group?: string;
  /** The pipeline a board shows. */
  scope?: string;
  /** The record looked at beside the list. */
  peek?: string;
}

export interface Definition {
  columns?: string[];
  filter?: Filter;
  sort?: string;
  show?: 'list' | 'board';
  group?: string;
}

/** The view a list begins with, as the person chose it in this browser. */
export const beginView = (place: string) => localStorage.getItem(`begin ${place}`) ?? undefined;

export function setBeginView(place: string, view: string | undefined) {
  if (view) localStorage.setItem(`begin ${place}`, view);
  else localStorage.removeItem(`begin ${place}`);
}

/** What is typed, a moment later, so that not every letter asks the server. */
function useSettled(typed: string | undefined) {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  return typed ? settled : undefined;
}

export function useViews(object: string) {
  return useQuery({ ...fewQuery('view', { filter: { object }, limit: 50 }), retry: false });
}

export function useListState(place: Place) {
  const { object } = place;
  const search: ListSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [begun, setBegun] = useState<Condition | null>(null);
  const [round, setRound] = useState(0); // of conditions begun
  const views = useViews(object.name);
  const bare = !search.view && !search.filter && !search.columns && !search.sort;
  const wanted = String(search.view ?? (bare ? beginView(place.name) : '') ?? '');
  const view = views.data?.items.find((item) => item.id === wanted);
  const saved = view?.definition as Definition | undefined;
  const words = useSettled(search.q);

  const filter = search.filter ?? saved?.filter ?? {};
  const sort = search.sort ?? saved?.sort ?? placeSort(place);
  const columnText = (search.columns ?? saved?.columns ?? placeColumns(place)).join(' ');
  const columnNames = useMemo(() => columnText.split(' ').filter(Boolean), [columnText]);
  const columns = useMemo(() => {
    const known = columnNames.map((name) => fieldNamed(object.fields, name)).filter((field): field is Field => Boolean(field));
    const title = known.filter((field) => field.name === object.title);
    return [...title, ...known.filter((field) => field.name !== object.title)];
  }, [columnNames, object]);
  const isBoard = Boolean(object.board) && (search.show ?? saved?.show ?? 'list') === 'board';
  const group = (search.group ?? saved?.group) || undefined;
  const wholeFilter = joined(filter, place.filter);

  const waiting = Boolean(wanted) && wanted !== 'none' && views.isPending;

  // The first rows are asked for with the frame, not when the grid has come.
  const ask = useEffectEvent(() => {
    if (!isBoard && !group && !waiting) void queries.prefetchInfiniteQuery(listQuery(object.name, { filter: wholeFilter, sort, search: words }));
  });
  useEffect(() => ask(), []);

  const change = (next: ListSearch) => {
    setBegun(null);
    void navigate({ to: '.', search: ((old: ListSearch) => clean({ ...old, ...next })) as never, replace: true });
  };
  // Back at the list's own order one could not turn that round.
  const order = (next: string | undefined) => change({ sort: next ?? (sort && sort === (saved?.sort ?? object.sort) ? turned(sort) : undefined) });
  const moveColumn = (name: string, onto: string) => change({ columns: moved(columnNames, name, columnNames.filter((other) => other !== name).indexOf(onto) + (columnNames.indexOf(name) < columnNames.indexOf(onto) ? 1 : 0)) });
  const definition = (): Definition => ({ columns: columnNames, filter, sort, show: isBoard ? 'board' : 'list', ...(group ? { group } : {}) });
  const parts = ['filter', 'sort', 'columns', 'show', 'group'] as const;
  const changed = view !== undefined && parts.some((part) => search[part] !== undefined && JSON.stringify(search[part]) !== JSON.stringify(saved?.[part] ?? (part === 'group' ? '' : undefined)));
  const updateView = () => {
    const viewObject = objectNamed('view');
    if (!view || !viewObject) return;
    void saveRecord(viewObject, view, { definition: definition() }).then((done) => done && change({ view: view.id, filter: undefined, sort: undefined, columns: undefined, show: undefined, group: undefined }));
  };
  return {
    search,
    definition,
    changed,
    updateView,
    view,
    views: views.data?.items ?? [],
    filter,
    wholeFilter,
    sort,
    columns,
    columnNames,
    moveColumn,
    order,
    group,
    q: search.q,
    words,
    board: isBoard,
    waiting,
    change,
    begun,
    round,
    begin: (field: string, operator: Operator) => {
      setRound(round + 1);
      setBegun({ field, operator, value: null });
    },
  };
}

export type ListState = ReturnType<typeof useListState>;

const clean = (search: ListSearch): ListSearch =>
  Object.fromEntries(Object.entries(search).filter(([key, value]) => value !== undefined && (value !== '' || (key === 'group' && search.view)) && !(key === 'filter' && !Object.keys(value as object).length && !search.view)));
