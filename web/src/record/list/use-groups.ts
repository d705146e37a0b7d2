// A list in groups: the heads with their counts and sums from the server, the rows of those that are open.

import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { watch } from '../../app/live';
import { queries, objectNamed } from '../../app/session';
import type { Field, Filter, Item, LinkValue, ObjectMeta } from '../../app/types';
import { addDays, dayOf, monthAlone } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { aggregateQuery, moneyOf } from '../aggregate';
import { stepColors, stepsQuery } from '../steps';
import { fewQuery, type ListWish } from '../store';
import { areSteps, choiceLabel, choiceOf, fieldNamed, hasLongList } from '../values';
import type { GroupHead } from './group-head';

const isTimed = (field: Field) => field.kind === 'day' || field.kind === 'moment';

/** What the server sums for a column: money in the company's currency, whole numbers. */
const sumKey = (field: Field) => (field.kind === 'money' ? (field.name.endsWith('_base') ? field.name : `${field.name}_base`) : field.kind === 'whole' ? field.name : null);

function groupTitle(field: Field, value: unknown): string {
  if (value === null || value === undefined) return t('board.none');
  if (field.kind === 'link') return (value as LinkValue).title;
  if (field.kind === 'choice') return choiceLabel(field, value);
  if (field.kind === 'yes_no') return value ? t('yes') : t('no');
  const day = String(value);
  return `${monthAlone(Number(day.slice(5, 7)), language())} ${day.slice(0, 4)}`;
}

function groupFilter(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return { is_null: true };
  if (field.kind === 'link') return (value as LinkValue).id;
  if (!isTimed(field)) return value;
  const first = String(value).slice(0, 10);
  const next = dayOf(Number(first.slice(0, 4)), Number(first.slice(5, 7)) + 1, 1);
  return field.kind === 'day' ? { gte: first, lte: addDays(next, -1) } : { gte: `${first}T00:00:00Z`, lt: `${next}T00:00:00Z` };
}

/** A list's filter narrowed to one group. */
export function narrowed(filter: Filter, name: string, value: unknown): Filter {
  return name in filter ? { [name]: value, or: [filter] } : { ...filter, [name]: value };
}

const keyOf = (value: unknown) => (value === null || value === undefined ? '' : typeof value === 'object' ? (value as LinkValue).id : String(value));

/** Groups in the order people expect: of choices and steps as declared, months as they go, names by the alphabet. */
function ranked(field: Field, steps: Item[]): (value: unknown) => string {
  const two = (n: number) => String(n).padStart(4, '0');
  return (value) => {
    if (value === null || value === undefined) return '\uffff';
    if (field.kind === 'choice') return two(field.choices?.findIndex((choice) => choice.name === value) ?? 0);
    const step = steps.findIndex((item) => item.id === keyOf(value));
    if (step >= 0) return two(step);
    return groupTitle(field, isTimed(field) ? null : value) + (isTimed(field) ? String(value) : '');
  };
}

export function useGroups(object: ObjectMeta, wish: ListWish, by: string | undefined, columns: Field[]) {
  const field = by ? fieldNamed(object.fields, by) : undefined;
  const filter = wish.filter ?? {};
  const summed = columns.filter((column) => sumKey(column));
  const measure = ['count', ...summed.map((column) => `sum:${sumKey(column)}`)].join(',');
  const dimension = field ? (isTimed(field) ? `${field.name}:month` : field.name) : '';
  const totals = useQuery({ ...aggregateQuery(object.name, { group: dimension, measure, filter, search: wish.search }), enabled: field !== undefined });
  const target = field?.kind === 'link' ? objectNamed(field.to?.[0]) : undefined;
  const positioned = target?.fields.some(({ name }) => name === 'position') ?? false;
  const steps = useQuery({ ...stepsQuery(target?.name ?? ''), enabled: positioned });
  const [toggled, setToggled] = useState<Set<string>>(new Set());
  useEffect(() => {
    if (!by) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watch(object.name, undefined, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const kind of ['few', 'aggregate']) void queries.invalidateQueries({ queryKey: [kind, object.name] });
      }, 800);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [by, object.name]);

  const heads: GroupHead[] = useMemo(() => {
    if (!field) return [];
    const rank = ranked(field, steps.data?.items ?? []);
    const colors = areSteps(target) ? stepColors(target, steps.data?.items ?? []) : undefined;
    const rows = [...(totals.data?.rows ?? [])].sort((a, b) => rank(a.group[dimension]).localeCompare(rank(b.group[dimension]), language()));
    return rows.map((row, index) => {
      const value = row.group[dimension];
      const key = keyOf(value);
      const sums = Object.fromEntries(summed.map((column) => [column.name, column.kind === 'money' ? moneyOf(row[`sum:${sumKey(column)}`]) : ((row[`sum:${sumKey(column)}`] as number | null) ?? null)]));
      const usual = rows.length <= 4 || index === 0;
      const color = field.kind === 'choice' && !hasLongList(field) ? choiceOf(field, value)?.color : colors?.get(key);
      return { key, value, title: groupTitle(field, value), color, count: row.count, sums, open: toggled.has(key) ? !usual : usual };
    });
  }, [field, target, totals.data, steps.data, toggled, dimension, summed]);

  const open = heads.filter((head) => head.open);
  const pages = useQueries({
    queries: open.map((head) => fewQuery(object.name, { filter: narrowed(filter, field?.name ?? '', groupFilter(field!, head.value)), sort: wish.sort, search: wish.search, limit: 200 })),
  });
  const rows: Item[] = heads.flatMap((head) => {
    const line: Item = { id: `group ${head.key}`, version: 0, title: head.title, group_head: head };
    const page = head.open ? pages[open.indexOf(head)]?.data : undefined;
    return [line, ...(page?.items ?? [])];
  });
  const toggle = (id: string) => {
    const key = id.slice('group '.length);
    setToggled((old) => {
      const next = new Set(old);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  };
  return { rows, toggle, waiting: totals.isPending, problem: totals.error, count: { value: heads.reduce((sum, head) => sum + head.count, 0), exact: true } };
}
