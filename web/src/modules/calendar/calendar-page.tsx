// The calendar: a day with its tasks, a week, a month. What is shown is the address.

import { IconChevronLeft, IconChevronRight, IconPlus, IconUsers } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { objectNamed, zone } from '../../app/session';
import { openCreate } from '../../record/create';
import { Unread } from '../../record/unread';
import { Button } from '../../ui/button';
import { weeksOf } from '../../ui/calendar';
import { addDays, dayOf, formatDayLong, formatDays, fromZone, inZone, monthAlone, today } from '../../ui/dates';
import { useHotkeys } from '../../ui/hotkeys';
import { language, t } from '../../ui/language';
import { useTitle } from '../../ui/title';
import { usePhone } from '../../ui/phone';
import { Tasks, useTasks } from '../home/tasks';
import { Month } from './month';
import { usePlanned } from './planned';
import { TimeGrid } from './time-grid';
import './words';

const monday = (day: string) => addDays(day, -((new Date(day + 'T00:00:00Z').getUTCDay() + 6) % 7));

type Show = 'day' | 'week' | 'month';

function spanOf(show: Show, day: string): { first: string; days: number } {
  if (show === 'day') return { first: day, days: 1 };
  if (show === 'week') return { first: monday(day), days: 7 };
  return { first: weeksOf(day.slice(0, 7))[0]!, days: 42 };
}

function headingOf(show: Show, day: string, first: string): string {
  if (show === 'day') return formatDayLong(day, language());
  if (show === 'month') return `${monthAlone(Number(day.slice(5, 7)), language())} ${day.slice(0, 4)}`;
  return formatDays(first, addDays(first, 6), language());
}

function step(show: Show, day: string, by: number): string {
  if (show !== 'month') return addDays(day, by * (show === 'day' ? 1 : 7));
  const [year, month] = day.split('-').map(Number) as [number, number];
  return dayOf(year, month + by, 1);
}

export function CalendarPage() {
  useTitle(t('calendar'));
  const phone = usePhone();
  const search = useSearch({ from: '/inside/calendar' });
  const navigate = useNavigate({ from: '/calendar' });
  const now = today(zone());
  const show: Show = search.show ?? (phone ? 'day' : 'week');
  const day = search.day ?? now;
  const everybody = search.whose === 'all';
  const { first, days } = spanOf(show, day);
  const { planned, data, error } = usePlanned(first, days, everybody);
  const go = (next: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const activity = objectNamed('activity');
  const create = (on: string, from: number, to: number) => {
    const at = (minute: number) => fromZone(on, Math.floor(minute / 60), minute % 60, zone()).toISOString();
    if (activity?.can.create) openCreate(activity, { kind: 'meeting', subject: '', starts_at: at(from), ends_at: at(Math.min(to, 24 * 60 - 1)) });
  };
  /** On a day to come at nine, today at the next half hour. */
  const begin = () => {
    const at = inZone(new Date(), zone());
    const from = day === now ? Math.min(22 * 60, Math.ceil((at.hour * 60 + at.minute + 1) / 30) * 30) : 9 * 60;
    create(day, from, from + 60);
  };
  useHotkeys([
    { keys: 'd', label: t('calendar.day'), group: t('calendar'), run: () => go({ show: 'day' }) },
    { keys: 'w', label: t('calendar.week'), group: t('calendar'), run: () => go({ show: 'week' }) },
    { keys: 'm', label: t('calendar.month'), group: t('calendar'), run: () => go({ show: 'month' }) },
    { keys: 't', label: t('today'), group: t('calendar'), run: () => go({ day: now }) },
    { keys: 'j', label: t('calendar.next'), group: t('calendar'), run: () => go({ day: step(show, day, 1) }) },
    { keys: 'k', label: t('calendar.previous'), group: t('calendar'), run: () => go({ day: step(show, day, -1) }) },
    { keys: 'c', label: t('calendar.new'), group: t('calendar'), run: begin },
  ]);
  return (
    <>
      <header className="title-bar">
        <h1>{phone ? headingOf(show, day, first) : t('calendar')}</h1>
        <span className="space" />
        <Button look="primary" icon={<IconPlus size={16} />} name={phone ? t('calendar.new') : undefined} onClick={begin}>{!phone && t('calendar.new')}</Button>
      </header>
      <div className="tool-bar">
        <div className="segments" role="group" aria-label={t('show.how')}>
          {(['day', 'week', 'month'] as const).map((name) => (
            <button key={name} type="button" aria-pressed={show === name} onClick={() => go({ show: name })}>{t(`calendar.${name}`)}</button>
          ))}
        </div>
        <Button icon={<IconChevronLeft size={17} />} name={t('calendar.previous')} onClick={() => go({ day: step(show, day, -1) })} />
        <Button onClick={() => go({ day: now })}>{t('today')}</Button>
        <Button icon={<IconChevronRight size={17} />} name={t('calendar.next')} onClick={() => go({ day: step(show, day, 1) })} />
        {!phone && <b className="calendar-title">{headingOf(show, day, first)}</b>}
        <span className="space" />
        {phone && <Button icon={<IconUsers size={17} />} pressed={everybody} name={t('calendar.all')} onClick={() => go({ whose: everybody ? undefined : 'all' })} />}
        <div className="tabs desk" role="group" aria-label={t('calendar.whose')}>
          <button type="button" aria-pressed={!everybody} onClick={() => go({ whose: undefined })}>{t('view.mine')}</button>
          <button type="button" aria-pressed={everybody} onClick={() => go({ whose: 'all' })}>{t('calendar.all')}</button>
        </div>
      </div>
      <div className="calendar-unread">
        <Unread of={{ data, error }} />
      </div>
      <div className="calendar-page">
        {show === 'month' ? (
          <Month month={day.slice(0, 7)} planned={planned} onDay={(on) => go({ show: 'day', day: on })} />
        ) : (
          <TimeGrid read={data !== undefined} days={Array.from({ length: days }, (_, index) => addDays(first, index))} planned={planned} onDay={(on) => go({ show: 'day', day: on })} onCreate={create} />
        )}
        {show === 'day' && <DayTasks />}
      </div>
    </>
  );
}

function DayTasks() {
  return (
    <aside className="day-tasks" aria-label={t('tasks.mine')}>
      <Tasks tasks={useTasks()} />
    </aside>
  );
}
