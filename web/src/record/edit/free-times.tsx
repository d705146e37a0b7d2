// When those who are to take part are busy on the day that is chosen, and when all of them are next free.

import { IconClock } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type CSSProperties } from 'react';
import { get } from '../../app/api';
import { zone } from '../../app/session';
import type { LinkValue } from '../../app/types';
import { Button } from '../../ui/button';
import { addDays, formatDayNear, formatTime, fromZone, inZone, today } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { busyIn, hoursOfBar, partOfDay, type Span } from './busy';
import '../../modules/calendar/words';

interface Answer {
  people: { user: LinkValue; busy: Span[] }[];
  next: Span | null;
}

interface FreeTimesProps {
  people: LinkValue[];
  from: string;
  to: string | null;
  /** The activity that is moved: it is not in its own way. */
  except?: string;
  onPick: (from: string, to: string) => void;
}

const ahead = 21; // days in which a free time is looked for
const usual = 60; // minutes
const pauseMs = 250;

export default function FreeTimes({ people, from, to, except, onPick }: FreeTimesProps) {
  const begin = inZone(new Date(from), zone());
  const minutes = to ? Math.max(5, Math.round((Date.parse(to) - Date.parse(from)) / 60_000)) : usual;
  const chosen = { from, to: to ?? new Date(Date.parse(from) + minutes * 60_000).toISOString() };
  const day = (offset: number) => fromZone(addDays(begin.day, offset), 0, 0, zone()).toISOString();
  // Asked once somebody has stopped typing.
  const wish = JSON.stringify({ users: people.map(({ id }) => id).join(','), from: day(0), to: day(1), after: from, until: day(ahead), minutes: Math.min(1440, minutes), except });
  const [asked, setAsked] = useState(wish);
  const [now] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wish), pauseMs);
    return () => clearTimeout(timer);
  }, [wish]);
  const { data } = useQuery({
    queryKey: ['free', asked],
    queryFn: async () => {
      const { after, until, ...query } = JSON.parse(asked);
      const [shown, later] = await Promise.all([get<Answer>('activity/report/free_times', query), get<Answer>('activity/report/free_times', { ...query, from: after, to: until })]);
      return { people: shown.people, next: later.next };
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!data) return <div className="free-times" aria-hidden style={{ minHeight: 44 + 26 * people.length }} />;
  const clash = data.people.filter(({ busy }) => busyIn(busy, chosen).length > 0);
  // Proposed where the chosen time will not do.
  const next = clash.length > 0 || Date.parse(from) < now ? data.next : null;
  const nextAt = next && inZone(new Date(next.from), zone());
  const hours = ({ from, to }: Span) => `${formatTime(inZone(new Date(from), zone()))}–${formatTime(inZone(new Date(to), zone()))}`;
  return (
    <section className="free-times" aria-label={t('free')} aria-live="polite">
      <h3>{clash.length ? t('free.clash', { names: clash.map(({ user }) => user.title).join(', ') }) : t('free.all')}</h3>
      <div className="free-line scale" aria-hidden>
        <span className="free-hours">
          {hoursOfBar.map(({ hour, left }) => <small key={hour} style={{ left: `${left}%` }}>{formatTime({ day: begin.day, hour, minute: 0 })}</small>)}
        </span>
      </div>
      {data.people.map(({ user, busy }) => {
        const met = busyIn(busy, chosen);
        return (
          <div key={user.id} className="free-line">
            <span className="cut">{user.title}</span>
            <span className="free-bar" title={busy.length ? t('free.busy', { hours: busy.map(hours).join(', ') }) : t('free.none')}>
              {busy.map((span) => <i key={span.from} className={met.includes(span) ? 'met' : ''} style={place(span, begin.day)} />)}
              <b style={place(chosen, begin.day)} />
            </span>
            <span className={`free-word${met.length ? ' bad' : ''}`}>{met.length ? hours(met[0]!) : t('free.free')}</span>
          </div>
        );
      })}
      {next && nextAt && (
        <Button small icon={<IconClock size={15} />} onClick={() => onPick(next.from, next.to)}>
          {t('free.next', { when: `${formatDayNear(nextAt.day, language(), today(zone()))}, ${formatTime(nextAt)}` })}
        </Button>
      )}
      {!next && clash.length > 0 && !data.next && <p className="hint">{t('free.never', { n: ahead })}</p>}
    </section>
  );
}

function place(span: Span, day: string): CSSProperties {
  const { left, width } = partOfDay(span, day, zone());
  return { left: `${left}%`, width: `${width}%` };
}
