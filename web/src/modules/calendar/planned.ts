// What is planned in a span of days: meetings, calls and visits with their hours, tasks with their day.

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { watch } from '../../app/live';
import { minePlanned, plannedKinds } from '../../app/reminders';
import { objectNamed, queries, zone } from '../../app/session';
import type { Filter, Item } from '../../app/types';
import { fewQuery, saveRecord } from '../../record/store';
import { addDays, formatMoment, fromZone, inZone } from '../../ui/dates';
import { language } from '../../ui/language';
import { sayUndoable } from '../../ui/toast';

export interface Planned {
  item: Item;
  day: string;
  /** Minutes of the day; none for what only has a day to be done by. */
  from: number | null;
  to: number | null;
  task: boolean;
}

const minutes = (moment: string) => {
  const at = inZone(new Date(moment), zone());
  return { day: at.day, minute: at.hour * 60 + at.minute };
};

export function plannedOf(item: Item): Planned | null {
  const task = item.kind === 'task';
  if (!task && item.starts_at) {
    const begun = minutes(String(item.starts_at));
    const ended = item.ends_at ? minutes(String(item.ends_at)) : null;
    const to = ended && ended.day === begun.day && ended.minute > begun.minute ? ended.minute : Math.min(24 * 60, begun.minute + 30);
    return { item, day: begun.day, from: begun.minute, to, task };
  }
  const due = item.due_at ? String(item.due_at) : null;
  if (!due) return null;
  return { item, day: due.length === 10 ? due : minutes(due).day, from: null, to: null, task };
}

export function usePlanned(first: string, days: number, everybody: boolean) {
  const from = fromZone(first, 0, 0, zone()).toISOString();
  const to = fromZone(addDays(first, days), 0, 0, zone()).toISOString();
  const filter: Filter = everybody ? { kind: { in: plannedKinds }, or: [{ starts_at: { gte: from, lt: to } }, { due_at: { gte: from, lt: to } }] } : minePlanned(from, to);
  const { data, error, isPlaceholderData } = useQuery({ ...fewQuery('activity', { filter, sort: 'starts_at', limit: 200 }), placeholderData: (old) => old });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watch('activity', undefined, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['few', 'activity'] });
      }, 500);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  const planned = (data?.items ?? []).map(plannedOf).filter((one): one is Planned => one !== null);
  return { planned, error, data: error && isPlaceholderData ? undefined : data };
}

const moment = (day: string, minute: number) => fromZone(day, Math.floor(minute / 60), minute % 60, zone()).toISOString();

/** Says the new time, with the way back. */
async function put(item: Item, values: Record<string, string>) {
  const object = objectNamed('activity')!;
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, item[name] ?? null]));
  if (!(await saveRecord(object, item, values, { remember: false }))) return;
  const when = formatMoment(Object.values(values)[0]!, language(), zone());
  sayUndoable(`${item.title}: ${when}`, () => void saveRecord(object, { ...item, ...values }, before, { force: true, remember: false }));
}

/** Moves to another day and time, or makes it longer; tasks keep their hour. */
export async function replan({ item, task }: Planned, day: string, from: number | null, to: number | null) {
  if (task || from === null) {
    const old = item.due_at ? minutes(String(item.due_at)).minute : 9 * 60;
    return put(item, task || !item.starts_at ? { due_at: moment(day, old) } : { starts_at: moment(day, old) });
  }
  return put(item, { starts_at: moment(day, from), ends_at: moment(day, Math.min(to ?? from + 30, 24 * 60 - 1)) });
}
