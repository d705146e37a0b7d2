// A month: what is planned on each day; drag a line to another day.

import { useState } from 'react';
import { zone } from '../../app/session';
import { weeksOf } from '../../ui/calendar';
import { formatDayLong, formatTime, today, weekdays } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { usePhone } from '../../ui/phone';
import { Chip, kindColor } from './chip';
import { replan, type Planned } from './planned';
import './words';

const most = 4;

export function Month({ month, planned, onDay }: { month: string; planned: Planned[]; onDay: (day: string) => void }) {
  const [over, setOver] = useState<string | null>(null);
  const phone = usePhone();
  const now = today(zone());
  const drop = (id: string, day: string) => {
    setOver(null);
    const one = planned.find(({ item }) => item.id === id);
    if (one && one.day !== day) void replan(one, day, one.from, one.to);
  };
  return (
    <div className="month">
      {weekdays[language()].map((name) => <div key={name} className="month-head">{name}</div>)}
      {weeksOf(month).map((day) => {
        const own = planned.filter((one) => one.day === day).sort((a, b) => (a.from ?? -1) - (b.from ?? -1));
        return (
          <section
            key={day}
            aria-label={formatDayLong(day, language())}
            className={`month-day${day.slice(0, 7) === month ? '' : ' other'}${day === now ? ' is-today' : ''}${over === day ? ' over' : ''}`}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes('text/activity')) return;
              event.preventDefault();
              setOver(day);
            }}
            onDragLeave={() => setOver((old) => (old === day ? null : old))}
            onDrop={(event) => drop(event.dataTransfer.getData('text/activity'), day)}
          >
            <button type="button" className="month-number" aria-label={phone && own.length ? `${formatDayLong(day, language())}: ${t('calendar.planned', { n: own.length })}` : formatDayLong(day, language())} onClick={() => onDay(day)}>{Number(day.slice(8))}</button>
            {phone && own.length > 0 && <button type="button" tabIndex={-1} aria-hidden className="month-dots" onClick={() => onDay(day)}>{own.slice(0, 6).map(({ item }) => <i key={item.id} className={`dot c${kindColor(item)}`} />)}</button>}
            {!phone && own.slice(0, own.length > most ? most - 1 : most).map((one) => (
              <Chip key={one.item.id} planned={one} time={one.from === null ? undefined : formatTime({ day, hour: Math.floor(one.from / 60), minute: one.from % 60 })} />
            ))}
            {!phone && own.length > most && <button type="button" className="month-more" onClick={() => onDay(day)}>{t('calendar.more', { n: own.length - most + 1 })}</button>}
          </section>
        );
      })}
    </div>
  );
}
