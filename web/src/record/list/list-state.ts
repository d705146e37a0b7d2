// What a list shows, read from the address and written back to it.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { placeColumns, type Place } from '../../app/places';
import type { Field, Filter } from '../../app/types';
import { fewQuery } from '../store';
import { fieldNamed } from '../values';
import { joined, type Condition, type Operator } from './filter';

export interface ListSearch {
  view?: string;
  filter?: Filter;
  sort?: string;
  columns?: string[];
  q?: string;
  show?: 'list' | 'board';
  /** The pipeline a board shows. */
  scope?: string;
}

export interface Definition {
  columns?: string[];
  filter?: Filter;
  sort?: string;
  show?: 'list' | 'board';
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
  const views = useViews(object.name);
  const view = views.data?.items.find((item) => item.id === search.view);
  const saved = view?.definition as Definition | undefined;
  const words = useSettled(search.q);

  const filter = search.filter ?? saved?.filter ?? {};
  const sort = search.sort ?? saved?.sort ?? object.sort;
  const columnText = (search.columns ?? saved?.columns ?? placeColumns(place)).join(' ');
  const columnNames = useMemo(() => columnText.split(' ').filter(Boolean), [columnText]);
  const columns = useMemo(() => {
    const known = columnNames.map((name) => fieldNamed(object.fields, name)).filter((field): field is Field => Boolean(field));
    const title = known.filter((field) => field.name === object.title);
    return [...title, ...known.filter((field) => field.name !== object.title)];
  }, [columnNames, object]);
  const wholeFilter = joined(filter, place.filter);

  const change = (next: ListSearch) => {
    setBegun(null);
    void navigate({ to: '.', search: ((old: ListSearch) => clean({ ...old, ...next })) as never, replace: true });
  };
  const toggleColumn = (name: string) =>
    change({ columns: columnNames.includes(name) ? columnNames.filter((other) => other !== name) : [...columnNames, name] });
  return {
    search,
    view,
    views: views.data?.items ?? [],
    filter,
    wholeFilter,
    sort,
    columns,
    columnNames,
    toggleColumn,
    q: search.q,
    words,
    board: Boolean(object.board) && (search.show ?? saved?.show ?? 'list') === 'board',
    waiting: Boolean(search.view) && views.isPending,
    change,
    begun,
    begin: (field: string, operator: Operator) => setBegun({ field, operator, value: null }),
  };
}

export type ListState = ReturnType<typeof useListState>;

const clean = (search: ListSearch): ListSearch =>
  Object.fromEntries(Object.entries(search).filter(([key, value]) => value !== undefined && value !== '' && !(key === 'filter' && !Object.keys(value as object).length && !search.view)));
