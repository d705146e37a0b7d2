// A month to pick a day from, with a box that reads days as people type them; with a time for moments.

import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { zone } from '../app/session';
import { Button } from './button';
import { addDays, dayOf, formatDay, formatDayLong, formatTime, fromZone, inZone, monthAlone, parseDay, today, weekdays } from './dates';
import { language, t } from './language';

interface CalendarProps {
  value: string | null;
  withTime?: boolean;
  required?: boolean;
  onPick: (value: string | null, done: boolean) => void;
}

/** The six weeks a month is shown in, from Monday. */
export function weeksOf(month: string): string[] {
  const first = `${month}-01`;
  const weekday = (new Date(first + 'T00:00:00Z').getUTCDay() + 6) % 7;
  return Array.from({ length: 42 }, (_, index) => addDays(first, index - weekday));
}

const shiftMonth = (month: string, by: number) => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return dayOf(year, number + by, 1).slice(0, 7);
};

export function Calendar({ value, withTime, required, onPick }: CalendarProps) {
  const now = today(zone());
  const at = value ? (withTime ? inZone(new Date(value), zone()) : { day: value, hour: 9, minute: 0 }) : { day: now, hour: 9, minute: 0 };
  const [day, setDay] = useState(at.day);
  const [month, setMonth] = useState(at.day.slice(0, 7));
  const [time, setTime] = useState(formatTime(at));
  const [typed, setTyped] = useState(value ? formatDay(at.day, language()) : '');

  const [problem, setProblem] = useState('');
  const id = useId();

  const pick = (wanted: string) => {
    if (!withTime) return onPick(wanted, true);
    const [hour, minute] = time.trim().split(/[:.]/).map(Number) as [number, number?];
    if (!/^\d{1,2}([:.]\d{2})?$/.test(time.trim()) || hour > 23 || (minute ?? 0) > 59) return setProblem(t('problem.time'));
    onPick(fromZone(wanted, hour, minute ?? 0, zone()).toISOString(), true);
  };
  const show = (wanted: string) => {
    setDay(wanted);
    setMonth(wanted.slice(0, 7));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 7, ArrowUp: -7, PageDown: 28, PageUp: -28 }[event.key];
    if (step) {
      event.preventDefault();
      show(addDays(day, step));
      setTyped(formatDay(addDays(day, step), language()));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const read = parseDay(typed, language(), now);
      if (read) pick(read);
      else if (typed.trim()) setProblem(t('problem.day', { day: formatDay(now, language()) }));
      else if (value && !required) onPick(null, true);
      else pick(day);
    }
  };
  return (
    <div className="calendar" onKeyDown={onKeyDown}>
      <div className={`calendar-boxes${problem ? ' bad' : ''}`}>
        <input
          data-autofocus
          aria-label={t('day')}
          aria-describedby={problem ? id : undefined}
          placeholder={formatDay(now, language())}
          value={typed}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem('');
            const read = parseDay(event.target.value, language(), now);
            if (read) show(read);
          }}
        />
        {withTime && <input className="time" aria-label={t('time')} value={time} onChange={(event) => { setTime(event.target.value); setProblem(''); }} />}
      </div>
      {problem && <p id={id} className="problem" role="alert">{problem}</p>}
      <div className="calendar-head">
        <Button small icon={<IconChevronLeft size={15} />} name={t('month.previous')} onClick={() => setMonth(shiftMonth(month, -1))} />
        <b>
          {monthAlone(Number(month.slice(5)), language())} {month.slice(0, 4)}
        </b>
        <Button small icon={<IconChevronRight size={15} />} name={t('month.next')} onClick={() => setMonth(shiftMonth(month, 1))} />
      </div>
      <div className="calendar-days">
        {weekdays[language()].map((name) => (
          <small key={name}>{name}</small>
        ))}
        {weeksOf(month).map((shown) => (
          <button
            key={shown}
            type="button"
            tabIndex={-1}
            aria-label={formatDayLong(shown, language())}
            aria-current={shown === now ? 'date' : undefined}
            aria-pressed={shown === day && (Boolean(value) || typed !== '')}
            className={shown.slice(0, 7) === month ? '' : 'other'}
            onClick={() => pick(shown)}
          >
            {Number(shown.slice(8))}
          </button>
        ))}
      </div>
      <div className="calendar-foot">
        <Button small onClick={() => pick(now)}>
          {t('today')}
        </Button>
        <Button small onClick={() => pick(addDays(now, 1))}>
          {t('tomorrow')}
        </Button>
        {value && !required && (
          <Button small onClick={() => onPick(null, true)}>
            {t('clear')}
          </Button>
        )}
      </div>
    </div>
  );
}
