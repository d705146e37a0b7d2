// How many of my tasks are due by tonight, beside the place of tasks; asked for when the page itself has come.

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { aggregateQuery } from '../record/aggregate';
import { addDays, fromZone, today } from '../ui/dates';
import { formatNumber } from '../ui/format';
import { language, t } from '../ui/language';
import type { Place } from './places';
import { meta, queries, zone } from './session';

/** How long the page has asked for nothing. */
const rest_ms = 500;

/** What is open of a place whose records are done one day: mine, due until the end of the day. */
const dueOf = (place: Place) => ({ ...place.filter, assigned_to: meta().me.id, due_at: { lt: fromZone(addDays(today(zone()), 1), 0, 0, zone()).toISOString() } });

export default function TaskCount({ place }: { place: Place }) {
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (queries.isFetching() === 0 ? setCalm(true) : look()), rest_ms);
    };
    look();
    return () => clearTimeout(timer);
  }, []);
  const { data } = useQuery({ ...aggregateQuery(place.object.name, { measure: 'count', filter: dueOf(place) }), enabled: calm, refetchInterval: 300_000 });
  const count = data?.rows[0]?.count ?? 0;
  if (!count) return null;
  const shown = count > 99 ? '99+' : formatNumber(count, language());
  return <small className="place-count number" title={t('tasks.due', { n: count })} aria-label={t('tasks.due', { n: count })}>{shown}</small>;
}
