// Reminds of what begins soon while the page is open: a message here, and one of the system where that was allowed.

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { fewQuery } from '../record/store';
import { inZone, formatTime, fromZone, addDays, today } from '../ui/dates';
import { t } from '../ui/language';
import { say } from '../ui/toast';
import { meta, objectNamed, zone } from './session';
import type { Filter, Item } from './types';

const ahead_ms = 10 * 60_000;

const told = () => new Set((sessionStorage.getItem('reminded') ?? '').split(' '));

/** What stands in a calendar; notes and letters have only the hour they were written. */
export const plannedKinds = ['meeting', 'call', 'visit', 'task'];

/** What is mine and begins or is due within a span. */
export function minePlanned(from: string, to: string): Filter {
  const { id } = meta().me;
  const mine = { or: [{ owner: id }, { assigned_to: id }, { attendees: { has: id } }] };
  return { kind: { in: plannedKinds }, or: [{ starts_at: { gte: from, lt: to }, ...mine }, { due_at: { gte: from, lt: to }, assigned_to: id }] };
}

const atOf = (item: Item) => String(item.starts_at ?? item.due_at ?? '');

function remind(items: Item[], open: (id: string) => void) {
  const now = Date.now();
  const known = told();
  for (const item of items) {
    const at = Date.parse(atOf(item));
    if (item.done === true || known.has(item.id) || !(at > now && at <= now + ahead_ms)) continue;
    sessionStorage.setItem('reminded', [...known, item.id].join(' '));
    known.add(item.id);
    const text = t('remind', { title: item.title, time: formatTime(inZone(new Date(at), zone())) });
    say(text, { label: t('open'), run: () => open(item.id) });
    if ('Notification' in window && Notification.permission === 'granted') new Notification(text, { tag: item.id });
  }
}

export function useReminders() {
  const navigate = useNavigate();
  const asked = Boolean(objectNamed('activity')?.can.read);
  const day = today(zone());
  const filter = minePlanned(fromZone(day, 0, 0, zone()).toISOString(), fromZone(addDays(day, 1), 0, 0, zone()).toISOString());
  const { data } = useQuery({ ...fewQuery('activity', { filter, sort: 'starts_at', limit: 100 }), enabled: asked, refetchInterval: 300_000 });
  const items = data?.items;
  useEffect(() => {
    if (!items) return;
    const open = (id: string) => void navigate({ to: '/$place/$id', params: { place: 'activity', id } });
    remind(items, open);
    const timer = setInterval(() => remind(items, open), 30_000);
    return () => clearInterval(timer);
  }, [items, navigate]);
}
